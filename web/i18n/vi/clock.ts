/** Vietnamese: reading the clocks of cameras and recorders. */
export const viClock = {
  clockForm: {
    title: 'Giờ của thiết bị',
    none: 'Chưa so giờ lần nào: khi tìm hình, hệ thống phải tìm rộng thêm 30 phút mỗi bên.',
    open: 'Nhập giờ đọc trên màn hình',
    howTo:
      'Chụp một tấm ảnh có cả màn hình đầu ghi (hoặc camera) và điện thoại đang mở đồng hồ. Nhập hai giờ thấy trong ảnh, đúng như hiển thị, kể cả khi ngày sai.',
    deviceDay: 'Ngày thiết bị',
    deviceTime: 'Giờ thiết bị',
    trueDay: 'Ngày điện thoại',
    trueTime: 'Giờ điện thoại',
    secondsFormat: 'giờ:phút:giây',
    sure: 'Hai giờ này chính xác đến đâu?',
    wasSet: 'Vừa chỉnh lại giờ thiết bị trước khi chụp',
    save: 'Lưu lần so giờ',
    stored: 'Đã lưu',
    measured: '(sai số {{margin}}, đo {{method}}).',
    contradicts: 'Mâu thuẫn với lần đo khác gần đó: hãy đo lại. Cho đến khi đó, hệ thống tìm theo tất cả.',
    fromPicture: 'Nhập giờ in trên hình này',
    pictureHint: 'Nhập ngày và giờ in trên hình, đúng như trong hình. Thời điểm chụp hình thì hệ thống đã biết.',
  },
  clockSure: {
    second: 'Đúng đến từng giây (sai không quá 2 giây)',
    halfMinute: 'Sai không quá nửa phút',
    minute: 'Chỉ đọc được đến phút (sai không quá 1 phút)',
  },
  clockDiagnosis: {
    time_zone: 'Sai múi giờ: thiết bị để {{zone}}. Đặt lại múi giờ GMT+7, tắt giờ mùa hè.',
    half_day: 'Nhầm sáng với chiều: chỉnh lại giờ.',
    date_swapped: 'Ngày, tháng, năm bị đổi chỗ: chỉnh lại ngày.',
    wrong_date: 'Sai ngày, giờ trong ngày thì đúng: chỉnh lại ngày.',
    reset: 'Đồng hồ bị mất giờ và chạy lại từ đầu: chỉnh lại, nếu lại mất thì thay pin.',
  },
};
