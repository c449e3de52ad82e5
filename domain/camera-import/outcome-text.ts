import type { ImportOutcome } from './import-outcome.ts';
import { listChoices, type UnitChoices } from './unit-choice.ts';

export type ImportLanguage = 'vi' | 'en';

/** Outcomes as people read them. */
export const OUTCOME_TEXTS: Readonly<Record<ImportLanguage, Readonly<Record<ImportOutcome, string>>>> = {
  vi: {
    registered: 'Đã đăng ký',
    registered_with_warnings: 'Đã đăng ký, cần xem lại',
    already_registered: 'Đã có từ trước',
    duplicate_in_file: 'Trùng dòng khác',
    refused: 'Chưa nhận',
  },
  en: {
    registered: 'Registered',
    registered_with_warnings: 'Registered, look at it',
    already_registered: 'Was registered before',
    duplicate_in_file: 'Same as another row',
    refused: 'Refused',
  },
};

/** Why rows and files are refused and what rows are warned of, in Vietnamese by code; the English words come with the outcome itself. */
export const IMPORT_PROBLEMS_VI: Readonly<Record<string, string>> = {
  // cells
  formula_in_cell: 'Ô này là công thức. Hãy sao chép cột rồi dán dạng giá trị.',
  error_in_cell: 'Ô này đang báo lỗi trong bảng tính. Hãy nhập giá trị.',
  unprintable_character: 'Ô này có ký tự không hiển thị được. Hãy gõ lại.',
  cell_too_long: 'Nội dung ô này quá dài.',
  digits_lost: 'Bảng tính đã coi nội dung này là số và làm mất chữ số. Hãy định dạng cột là văn bản rồi gõ lại.',
  not_a_number: 'Không phải là số. Viết như 11.789 hoặc 11,789, không dùng dấu phân cách hàng nghìn.',
  not_a_day: 'Không phải là ngày. Viết theo dạng ngày/tháng/năm, ví dụ 22/11/2026.',
  unknown_word: 'Từ này không có trong danh sách cho phép: xem phần hướng dẫn của tệp mẫu.',
  value_missing: 'Ô bắt buộc đang để trống.',
  value_refused: 'Giá trị này nằm ngoài giới hạn cho phép.',
  personal_data_in_text: 'Ô này có biển số xe, số căn cước hoặc số điện thoại. Hãy xoá số đó đi.',
  constraint_violated: 'Trái với dữ liệu đã có. Hãy gửi lại tệp.',
  // places
  lat_lon_swapped: 'Vĩ độ và kinh độ có vẻ bị đổi chỗ: ở Việt Nam vĩ độ từ 8 đến 24, kinh độ từ 102 đến 118.',
  position_out_of_range: 'Vĩ độ từ -90 đến 90, kinh độ từ -180 đến 180.',
  not_a_point: 'Đối tượng này không phải là một điểm (Point).',
  not_a_resolution: 'Viết độ phân giải theo dạng rộng x cao, ví dụ 1920x1080.',
  pan_range_not_used: 'Chỉ camera xoay được mới có góc xoay. Hãy ghi "xoay" hoặc "bán cầu" ở cột cách xoay, hoặc xoá ô này.',
  valid_from_too_old: 'Ngày lắp ở trước năm 1990. Hãy kiểm tra năm.',
  valid_from_in_future: 'Ngày lắp ở tương lai. Chỉ đăng ký khi camera đã được lắp.',
  unknown_unit: 'Trong phạm vi của bạn không có đơn vị với mã hoặc tên này. Hãy kiểm tra cách viết, hoặc ghi mã đơn vị.',
  unit_ambiguous: 'Nhiều đơn vị trong phạm vi của bạn có tên này. Hãy ghi mã của đơn vị bạn muốn chọn:',
  unit_out_of_reach: 'Đơn vị này không thuộc phạm vi của bạn.',
  // addresses
  address_not_used: 'Camera không kết nối thì không có địa chỉ. Hãy xoá ô này, hoặc chọn rtsp hay onvif.',
  credentials_not_used: 'Có tên đăng nhập hoặc mật khẩu nhưng không có địa chỉ. Hãy nhập địa chỉ, hoặc xoá ô này.',
  unknown_scheme: 'Địa chỉ bắt đầu bằng rtsp://, hoặc http:// với ONVIF.',
  url_malformed: 'Địa chỉ camera viết chưa đúng.',
  url_scheme: 'Địa chỉ camera bắt đầu chưa đúng: RTSP dùng rtsp://, ONVIF dùng http:// hoặc https://.',
  credentials_in_url: 'Không viết tên và mật khẩu trong địa chỉ; hãy nhập vào hai cột riêng.',
  credentials_incomplete: 'Nhập cả tên đăng nhập và mật khẩu, hoặc để trống cả hai.',
  address_forbidden: 'Địa chỉ này không nằm trong mạng camera được phép.',
  port_forbidden: 'Cổng của địa chỉ này không được phép.',
  // rows
  columns_shifted: 'Dòng này có nhiều ô hơn số cột: có thể một giá trị chứa dấu phẩy hoặc dấu chấm phẩy. Hãy đặt giá trị đó trong dấu ngoặc kép.',
  duplicate_in_file: 'Cùng một camera với một dòng phía trên.',
  // warnings
  same_address: 'Một camera khác có cùng địa chỉ. Có bị đăng ký hai lần không?',
  same_place: 'Một camera khác ở cùng một chỗ. Có bị đăng ký hai lần không?',
  outside_unit: 'Vị trí nằm ngoài địa bàn của đơn vị.',
  disk_too_small: 'Ổ đĩa không đủ chỗ cho tất cả bản ghi hình đã đặt.',
  values_assumed: 'Một số ô để trống đã được điền giá trị thường dùng. Hãy sửa lại nếu chưa đúng.',
  // whole files
  encoding_unknown: 'Tệp không phải UTF-8 hay UTF-16 nên không đọc được chữ tiếng Việt. Trong Excel hãy lưu dạng "CSV UTF-8", hoặc gửi chính tệp .xlsx.',
  too_many_rows: 'Tệp có hơn 50.000 dòng. Hãy chia thành nhiều tệp.',
  too_many_columns: 'Tệp có quá nhiều cột. Đây có phải danh sách camera không?',
  column_twice: 'Một cột xuất hiện hai lần. Hãy bỏ bớt một cột.',
  columns_missing: 'Dòng đầu phải có tên các cột bắt buộc: tên camera, vĩ độ, kinh độ. Hãy dùng tệp mẫu.',
  file_empty: 'Tệp không có dòng nào. Hãy điền vào tệp mẫu rồi gửi lại.',
  file_missing: 'Chưa chọn tệp.',
  csv_malformed: 'Tệp CSV bị lỗi: thiếu hoặc sai vị trí dấu ngoặc kép.',
  row_too_long: 'Có dòng dài bất thường: có thể thiếu dấu ngoặc kép, hoặc đây không phải danh sách camera.',
  json_malformed: 'Tệp JSON bị lỗi: thiếu ngoặc, dấu phẩy hoặc dấu ngoặc kép.',
  not_a_feature_collection: 'Tệp JSON này không phải là GeoJSON FeatureCollection.',
  crs_unsupported: 'Tệp GeoJSON dùng hệ toạ độ khác. Hãy xuất theo WGS84 (EPSG:4326).',
  xlsx_malformed: 'Tệp Excel bị hỏng hoặc có mật khẩu. Hãy mở bằng Excel rồi lưu lại dạng .xlsx.',
  xlsx_dates_1904: 'Tệp Excel tính ngày từ năm 1904. Hãy tắt tuỳ chọn đó, hoặc gửi tệp CSV.',
  file_unpacks_too_large: 'Khi giải nén, tệp Excel quá lớn so với một danh sách camera.',
  old_excel: 'Đây là tệp .xls cũ hoặc tệp Excel có mật khẩu. Hãy lưu lại dạng .xlsx không có mật khẩu.',
  too_many_uploads: 'Máy chủ đang nhận nhiều danh sách khác. Hãy gửi lại sau ít giây.',
  import_cancelled: 'Máy chủ dừng khi đang nhập. Hãy gửi lại tệp: các dòng đã nhập không bị nhập lần hai.',
  job_lost: 'Việc nhập bị gián đoạn. Hãy gửi lại tệp: các dòng đã nhập không bị nhập lần hai.',
};

/** Why a row or a file was refused, or what a row is warned of, in `language`; what the service says itself is English. */
export function importProblemText(
  language: ImportLanguage,
  { code, message, unitChoices }: { readonly code: string; readonly message: string; readonly unitChoices?: UnitChoices | undefined },
): string {
  if (language === 'en') return message;
  const text = IMPORT_PROBLEMS_VI[code] ?? message;
  return unitChoices === undefined ? text : `${text} ${listChoices(unitChoices)}.`;
}
