/** Where it lies in a package. */
export const READ_ME_PATH = 'readme.txt';

/** What whoever opens the archive reads first; the same in every package. */
export const READ_ME = `GÓI CHỨNG CỨ HÌNH ẢNH / EVIDENCE PACKAGE

Trong gói / what is here
  forms/          phiếu đề nghị, biên bản giao nhận, bảng theo dõi nguồn gốc (PDF)
  media/          tệp gốc (original), phần của tệp gốc (part) và ảnh (picture) / originals, whole fragments of originals, pictures
  copies/         bản sao để xem: đã cắt, che vùng riêng tư, đóng dấu chìm; KHÔNG phải tệp gốc / copies for watching: cut, masked, watermarked; NOT the originals
  manifest.json   mọi tệp kèm SHA-256, thời gian, camera, người thu thập / every file with its sum, times, camera, who collected it
  manifest.sig    chữ ký trên manifest.json / signature over manifest.json
  timestamp.tsr   dấu thời gian của bên thứ ba trên manifest.sig, nếu có / timestamp of an authority on manifest.sig, when there is one
  log/            mốc nhật ký truy cập / checkpoint of the access log

Kiểm tra không cần mạng / verify offline
  matpho verify GOI.zip --key "DẤU VÂN TAY"

Dấu vân tay của khoá ký phải đến bằng đường khác: biên bản giao nhận đã ký trên giấy. Không có dấu vân tay thì chỉ biết gói tự khớp với chính nó.
The fingerprint of the key has to come by another way: the handover minutes signed on paper. Without it, the package is only shown to agree with itself.

Không có phần mềm / without the program
  sha256sum -c sha256sums.txt
  openssl pkeyutl -verify -pubin -inkey public-key.pem -rawin -in TEXT -sigfile SIGNATURE
  openssl ts -verify -data manifest.sig -in timestamp.tsr -CAfile CA.pem
  (TEXT: manifest.sig up to and without its empty line; SIGNATURE: the base64 of its last line without the first four bytes)

Để xem thì mở tệp trong copies/. Các tệp gốc trong media/ chưa che vùng riêng tư và không có dấu chìm: chỉ dùng cho vụ việc này.
To watch, open the files in copies/. Originals in media/ carry neither privacy masks nor a watermark: they are for this case only.
`;
