import type { MessageWords } from './message-word-terms.ts';

/** Vietnamese words of messages. */
export const VI_WORDS: MessageWords = {
  fault: {
    down: 'Mất kết nối',
    wrong_password: 'Camera từ chối đăng nhập',
    covered: 'Camera bị che',
    blurred: 'Hình bị mờ',
    dark: 'Hình quá tối',
    moved: 'Camera bị lệch hướng',
    frozen: 'Hình bị đứng',
    recording_gap: 'Ghi hình bị gián đoạn',
    clock_off: 'Đồng hồ camera lệch giờ',
    other: 'Camera có lỗi',
  },
  advice: {
    down: 'kiểm tra nguồn điện và đường truyền.',
    wrong_password: 'kiểm tra tên và mật khẩu đã lưu của camera.',
    covered: 'gỡ vật che ống kính.',
    blurred: 'lau ống kính, chỉnh lại nét.',
    dark: 'kiểm tra đèn hồng ngoại hoặc đèn đường.',
    moved: 'chỉnh lại hướng camera, hoặc ghi vị trí mới nếu đã cố ý xoay.',
    frozen: 'khởi động lại camera.',
    recording_gap: 'kiểm tra đường truyền và ổ đĩa.',
    clock_off: 'chỉnh lại giờ của camera.',
    other: 'mở trang camera và bấm "Kiểm tra ngay" để biết lỗi ở đâu.',
  },
  causeAdvice: {
    unstable_power_or_link: 'camera chập chờn: kiểm tra phích cắm, dây mạng, bộ nguồn.',
    address_forbidden: 'địa chỉ camera không nằm trong mạng được phép: hỏi người quản trị.',
    name_not_found: 'kiểm tra tên trong địa chỉ camera, hoặc ghi địa chỉ bằng số.',
    service_refused: 'thiết bị có trả lời nhưng không cho xem hình: khởi động lại, kiểm tra cổng trong địa chỉ.',
    recorder_refused: 'đầu ghi vẫn có điện nhưng không nhận kết nối: khởi động lại đầu ghi, kiểm tra cổng trong địa chỉ.',
    device_changed: 'thiết bị trả lời khác trước: kiểm tra địa chỉ và cài đặt của camera.',
    device_busy: 'camera có quá nhiều người xem: tắt bớt ứng dụng xem khác.',
    disk_full: 'ổ đĩa của máy chủ đầy: báo cho người quản trị.',
    recording_capacity: 'máy chủ không ghi thêm được: báo cho người quản trị.',
    clock_time_zone: 'camera sai múi giờ: chọn lại GMT+7.',
    clock_wrong_date: 'camera sai ngày hoặc nhầm sáng với chiều: đặt lại ngày, tháng, năm, giờ.',
    clock_lost: 'camera mất giờ: đặt lại ngày giờ, kiểm tra pin của thiết bị.',
  },
  groupAdvice: {
    recorder: 'kiểm tra đầu ghi: nguồn điện, đường truyền, ổ đĩa.',
    site: 'kiểm tra nguồn điện và đường truyền của điểm camera.',
    network: 'kiểm tra đường mạng chung, rồi hỏi nhà mạng.',
    unit: 'kiểm tra có mất điện hoặc mất mạng cả khu vực không.',
    organisation: 'kiểm tra có mất điện hoặc mất mạng cả khu vực không.',
  },
  commonCause: { recorder: 'cùng đầu ghi', site: 'cùng điểm camera', network: 'cùng đường mạng', unit: 'cùng khu vực', organisation: 'cùng đơn vị quản lý' },
  opening: (fault, what) => `${fault}: ${what}`,
  over: (fault, what) => `Đã hết – ${fault.toLocaleLowerCase('vi')}: ${what}`,
  unwatched: {
    absence: (fault, what) => `Thôi theo dõi vì đã báo vắng – ${fault.toLocaleLowerCase('vi')}: ${what}`,
    withdrawn: (fault, what) => `Thôi theo dõi – ${fault.toLocaleLowerCase('vi')}: ${what}`,
  },
  wasOver: (fault, what) => `Đã xảy ra và đã hết – ${fault.toLocaleLowerCase('vi')}: ${what}`,
  group: (count, cause) => `${count} camera cùng lúc (${cause})`,
  names: (names, more) => `Gồm: ${names.join(', ')}${more > 0 ? ` và ${more} camera khác` : ''}`,
  site: (name) => `điểm ${name}`,
  place: (unitName) => `Ở: ${unitName}`,
  someCamera: 'một camera',
  since: (time) => `Từ: ${time}`,
  from: (time, end, lasted) => `Từ ${time} đến ${end} (${lasted})`,
  toDo: (advice) => `Cần làm: ${advice}`,
  moreAlerts: (count) => `và ${count} sự cố khác`,
  manySubject: (opened, over, unwatched) =>
    [opened > 0 ? `${opened} sự cố mới` : '', over > 0 ? `${over} sự cố đã hết` : '', unwatched > 0 ? `${unwatched} sự cố thôi theo dõi` : '']
      .filter((part) => part !== '')
      .join(', '),
  footer: 'Tin tự động của Mắt Phố, xin đừng trả lời. Đổi hoặc tắt tin này ở mục "Thông báo".',
  duration: (days, hours, minutes) =>
    [days > 0 ? `${days} ngày` : '', hours > 0 ? `${hours} giờ` : '', minutes > 0 || days + hours === 0 ? `${minutes} phút` : '']
      .filter((part) => part !== '')
      .join(' '),
  alarm: {
    unanswered: (name) => `Chuông cảnh báo chưa ai nhận: ${name}`,
    taken: (name) => `Chuông cảnh báo đã có người nhận: ${name}`,
    someBell: 'một chuông',
    rang: (time, presses) => `Đổ lúc ${time}${presses > 1 ? ` (bấm ${presses} lần)` : ''}`,
    takenAt: (time) => `Nhận lúc ${time}. Không cần làm gì thêm.`,
    advice: 'mở mục "Trực ban" và nhận chuông, hoặc gọi ngay người đang trực.',
  },
  test: { subject: 'Tin thử', body: 'Đây là tin thử. Địa chỉ này sẽ nhận thông báo về sự cố camera.' },
  code: {
    subject: 'Mã xác nhận',
    body: (code, minutes) => `Mã xác nhận nhận thông báo: ${code}. Mã dùng được trong ${minutes} phút. Nếu không phải bạn yêu cầu, hãy bỏ qua tin này.`,
  },
};
