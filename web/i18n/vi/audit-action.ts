/** Vietnamese: what an entry of the access log is about, by its code (`area.verb`); said the same whether it was done or refused. */
export const viAuditAction = {
  auditAction: {
    absence: {
      create: 'Đặt lịch vắng cho camera',
      end: 'Kết thúc lịch vắng của camera',
      write: 'Đặt hoặc kết thúc lịch vắng của camera',
    },
    alarm: {
      acknowledge: 'Nhận xử lý một lần bấm chuông',
      burst: 'Chụp ảnh các camera quanh chuông vừa bấm',
      press: 'Bấm chuông báo động',
      raise: 'Báo động cho cảnh sát trực',
      read: 'Xem các lần bấm chuông',
      test: 'Bấm thử chuông',
    },
    alarm_point: {
      create: 'Đăng ký chuông',
      read: 'Xem danh sách chuông',
      retire: 'Gỡ bỏ chuông',
      token: 'Cấp mã mới cho chuông',
      update: 'Sửa thông tin chuông',
      write: 'Đăng ký hoặc sửa chuông',
    },
    audit: {
      erase: 'Xoá dữ liệu cá nhân của một người trong nhật ký',
      proofs: 'Lấy bằng chứng của nhật ký',
      read: 'Đọc nhật ký này',
    },
    backup: {
      create: 'Sao lưu dữ liệu',
      restore: 'Khôi phục từ bản sao lưu',
    },
    camera: {
      check: 'Kiểm tra camera còn hoạt động không',
      confirm: 'Xác nhận camera vẫn còn',
      create: 'Đăng ký camera',
      discover: 'Tìm camera trong mạng',
      health: 'Xem tình trạng hoạt động của camera',
      import: 'Nhập danh sách camera từ tệp',
      picture: 'Chụp hoặc mở ảnh của camera',
      place: 'Đổi vị trí hoặc hướng nhìn của camera',
      read: 'Xem thông tin camera',
      retire: 'Gỡ bỏ camera',
      update: 'Sửa thông tin camera',
    },
    clock: {
      read: 'Xem độ lệch đồng hồ',
      record: 'Ghi một lần đối chiếu đồng hồ',
      withdraw: 'Rút lại một lần đối chiếu đồng hồ',
    },
    coverage: {
      read: 'Xem vùng camera nhìn thấy',
    },
    demo: {
      seed: 'Tạo dữ liệu trình diễn',
    },
    discovery: {
      finish: 'Tìm camera trong mạng: đã xong',
      start: 'Bắt đầu tìm camera trong mạng',
      stop: 'Dừng tìm camera trong mạng',
    },
    duty: {
      create: 'Thêm ca trực',
      delete: 'Bỏ ca trực',
      read: 'Xem lịch trực',
      write: 'Sửa lịch trực',
    },
    fault: {
      assign: 'Giao người lo việc sửa',
      note: 'Ghi chú vào sổ sửa chữa',
      read: 'Xem sổ sửa chữa',
      repair: 'Ghi việc sửa chữa',
    },
    footage: {
      index: 'Xem camera có dữ liệu hình ảnh lúc nào (không xem hình)',
      pull: 'Sao dữ liệu hình ảnh từ thiết bị về kho (không xem hình)',
      upload: 'Nộp dữ liệu hình ảnh của đầu ghi',
    },
    hold: {
      automatic: 'Tự động giữ lại dữ liệu hình ảnh cho một vụ việc',
      create: 'Giữ lại dữ liệu hình ảnh cho một vụ việc',
      end: 'Thôi giữ dữ liệu hình ảnh',
      lapse: 'Hết hạn giữ dữ liệu hình ảnh',
      read: 'Xem những gì đang được giữ lại',
      release: 'Bỏ giữ dữ liệu hình ảnh',
      second: 'Người thứ hai đồng ý giữ dữ liệu hình ảnh',
    },
    incident: {
      approve: 'Duyệt phạm vi hoặc tuyến đường của một vụ việc',
      candidates: 'Xem camera nào có thể đã thấy một vụ việc',
      create: 'Nhập một vụ việc',
      link: 'Ghi kết luận camera có thấy vụ việc hay không',
      merge: 'Gộp hai tin báo về cùng một vụ việc',
      read: 'Xem một vụ việc',
      unmerge: 'Tách lại hai tin báo đã gộp',
      update: 'Sửa một vụ việc',
    },
    job: {
      read: 'Xem tiến độ công việc',
    },
    map: {
      import: 'Nhập dữ liệu bản đồ',
    },
    mask: {
      read: 'Xem vùng che',
      write: 'Sửa vùng che',
    },
    media: {
      open: 'Mở ảnh hoặc video của camera',
    },
    message: {
      read: 'Xem thông báo đã gửi',
    },
    organisation: {
      create: 'Tạo đơn vị sử dụng',
      networks: 'Đổi mạng camera của một ban điều hành',
      read: 'Xem thông tin đơn vị sử dụng',
      write: 'Sửa thông tin đơn vị sử dụng',
    },
    package: {
      create: 'Lập gói chứng cứ',
      open: 'Mở gói chứng cứ',
      read: 'Xem danh sách gói chứng cứ',
    },
    policy: {
      read: 'Xem quy định đang áp dụng',
      write: 'Đổi quy định',
    },
    recorder: {
      add_channels: 'Thêm mắt vào đầu ghi',
      check: 'Kiểm tra đầu ghi',
      create: 'Đăng ký đầu ghi',
      retire: 'Gỡ bỏ đầu ghi',
      update: 'Sửa thông tin đầu ghi',
    },
    report: {
      read: 'Xem báo cáo',
    },
    request: {
      cancel: 'Rút yêu cầu hình ảnh',
      create: 'Yêu cầu hình ảnh của camera',
      decide: 'Trả lời yêu cầu hình ảnh',
      read: 'Xem yêu cầu hình ảnh',
      second: 'Người thứ hai đồng ý giữ hoặc yêu cầu hình ảnh',
    },
    retention: {
      deleted: 'Xoá dữ liệu hình ảnh đã hết hạn lưu',
    },
    route: {
      search: 'Tìm camera dọc đường đi của một vụ việc',
    },
    session: {
      create: 'Đăng nhập',
      end: 'Đăng xuất',
    },
    subject_request: {
      create: 'Ghi yêu cầu của người dân về dữ liệu của mình',
      read: 'Xem yêu cầu của người dân về dữ liệu của mình',
      step: 'Trả lời yêu cầu của người dân về dữ liệu của mình',
      write: 'Ghi hoặc trả lời yêu cầu của người dân về dữ liệu của mình',
    },
    subscription: {
      code: 'Gửi mã xác nhận nơi nhận thông báo',
      confirm: 'Xác nhận nơi nhận thông báo',
      create: 'Đăng ký nhận thông báo',
      delete: 'Bỏ nhận thông báo',
      read: 'Xem ai nhận thông báo',
      test: 'Gửi thử thông báo',
      update: 'Sửa việc nhận thông báo',
      write: 'Sửa việc nhận thông báo',
    },
    unit: {
      import: 'Nhập danh sách đơn vị hành chính',
      read: 'Xem đơn vị hành chính',
      write: 'Sửa đơn vị hành chính',
    },
    user: {
      create: 'Tạo tài khoản',
      read: 'Xem tài khoản',
      write: 'Sửa tài khoản',
    },
  },
};
