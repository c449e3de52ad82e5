import { describe, expect, it } from 'vitest';
import { isAppError } from '../../../domain/app-error.ts';
import { checkSummary, findPersonalData } from '../../../domain/personal-data-check.ts';
import type { PersonalDataKind } from '../../../domain/personal-data-match.ts';
import { computedMs } from '../../support/own-computing.ts';

const PERSONAL: Record<PersonalDataKind, readonly string[]> = {
  licence_plate: [
    '49A-123.45',
    '49A 123.45',
    '49a-12345',
    '49A12345',
    '51F12345',
    '51F-1234',
    '51f 1234',
    '49 A 123.45',
    '49A_123.45',
    '49A - 123.45',
    '49A–123.45',
    '29-B1 234.56',
    '29B1-23456',
    '29B123456',
    '49-L1 2345',
    '49-AA 123.45',
    '29-MĐ1 234.56',
    '30LD-123.45',
    '80A-001.23',
    '80A 12345',
    '80-NG-123-45',
    '80-291-NG-01',
    '4 9 A 1 2 3 4 5',
    '49 A 1 2 3 4 5',
    '49A 12.345',
    '49А-123.45', // Cyrillic А
    '４９Ａ－１２３．４５',
    '49\u200BA-12\u200B3.45',
    '𝟒𝟗𝐀-𝟏𝟐𝟑𝟒𝟓',
    'TM-12-34',
    'tm-12-34',
    'TM 12-34',
    'TM.12.34',
    'AA-12-34',
    'QH-56-78',
    'biển số TM1234',
    'biển 49h 1234',
    'BKS: 49A-12.34',
    'biển số 20h 22.11',
    '20H 123.45',
    '20H-1234',
    '49h 123.45',
    '49A-1O2.34',
    '49A:123.45',
    '49A/12345',
    '49A,12345',
    'xe quân đội BB 45-67',
    'xe TM1234',
    '49.A1.123.45',
    '49A·123·45',
  ],
  citizen_id: [
    '068201001234',
    '068 201 001 234',
    '068.201.001.234',
    '068-201-001-234',
    '0682 0100 1234',
    '068 2 01 001234',
    '0 6 8 2 0 1 0 0 1 2 3 4',
    '０６８２０１００１２３４',
    '٠٦٨٢٠١٠٠١٢٣٤',
    '068201OO1234',
    '250123456',
    '250 123 456',
    '250.123.456',
    '2 5 0 1 2 3 4 5 6',
    'CMND 25-0123-456',
    'cccd số: 212 345 678 901',
    'căn cước 250.123.000',
    'chứng minh nhân dân 250000000',
    '068\u00AD201\u00AD001234',
  ],
  phone_number: [
    '0912345678',
    '0912 345 678',
    '0912.345.678',
    '0912-345-678',
    '0912 345.678',
    '091 234 5678',
    '09 12 34 56 78',
    '09-12-34-56-78',
    '0 9 1 2 3 4 5 6 7 8',
    '0912_345_678',
    '0912*345*678',
    '0912,345,678',
    '0912/345/678',
    '(0912) 345 678',
    '0912 – 345 – 678',
    '0387654321',
    '0587654321',
    '0787654321',
    '0887654321',
    '01264567890',
    '+84912345678',
    '+84 912 345 678',
    '+84 (0) 912 345 678',
    '(+84) 912-345-678',
    '84912345678',
    '0084 912 345 678',
    '02633822345',
    '0263 3822 345',
    '(0263) 3.822.345',
    '024 3825 1234',
    '028-3829-1234',
    '+84 263 3822345',
    '+1 650 253 0000',
    '０９１２３４５６７８',
    '٠٩١٢٣٤٥٦٧٨',
    '०९१२३४५६७८',
    '0⑨12345678',
    '𝟶𝟿𝟷𝟸𝟹𝟺𝟻𝟼𝟽𝟾',
    '0️⃣9️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣',
    '09\u200B12\u200C34\u206056\uFEFF78',
    'O912345678',
    'o912 345 678',
    '09l2345678',
    '0912345o78',
    'sdt0912345678',
    'zalo:0912345678nhé',
    '091\n234\n5678',
  ],
};

const HARMLESS: readonly string[] = [
  '',
  'Hai xe máy va chạm tại ngã ba chợ Đinh Văn, không ai bị thương.',
  'ngày 22/11/2026',
  'ngày 22-11-2026 lúc 08:30',
  '22.11.2026, 20h30',
  '22 / 11 / 2026',
  '2026-11-22',
  '2026/11/22 08:30',
  '2026-11-22T01:00:00Z',
  '2026-11-22T01:00:00.000Z đến 2026-11-22T01:05:00.000Z',
  '2026-11-22T08:00:00+07:00',
  '2026-11-22T0100Z',
  '20261122T010000Z',
  '20261122',
  'lúc 08:30 ngày 2/9/26',
  'từ 08:30 đến 09:15, rồi 10:20:30.250',
  '02/11/2026 08:30 - 09/11/2026 09:45',
  'ngày 09-12-2026 15 người',
  'từ 20h 22/11/2026 đến 02h 23/11/2026',
  'lúc 20h 22.11 có đám đông',
  'lúc 20h 22-11-2026',
  'khoảng 18h-2030',
  'lúc 22h 1500 người xem hội',
  'tháng 11 năm 2026',
  'năm 1975, 1986 và 2026',
  'số 12/4 đường Hùng Vương',
  'nhà số 123/45/6 đường 3 tháng 2',
  'số 1234 đường Lê Hồng Phong, tổ 12',
  'tổ 07, 08, 09, 10, 11',
  'các tổ 03, 05, 07, 09, 11 và 13',
  'thiệt hại 500.000 đồng',
  '1.200.000đ',
  '1.250.123.456 đồng',
  '250.123.456 đồng',
  '250 000 000 VNĐ',
  '15.000.000 ₫',
  'khoảng 250.000.000',
  'trị giá 150000000',
  '120000000 đồng',
  '912.345.678 đ',
  '35 triệu',
  '20 tờ 500.000đ, 12 tờ 5000 đồng',
  '500k',
  'QL20, km 145',
  'ĐT725 đoạn Km 12+340',
  'Km 1234 QL 14B',
  'đường ĐT 725 dài 12 km 500 m',
  'cách chợ 50 m 1200 bước',
  'đất 35 m2 1200 triệu',
  'tốc độ 60km/h',
  '5,869 mắt camera, 1,367 tổ với 4.261 thành viên',
  '33.060 camera hộ gia đình',
  'toạ độ 11.7891234, 108.2433456',
  '(108.243123, 11.789123)',
  '11.789° 108.243123°',
  'Nghị định 13/2023/NĐ-CP, Luật 91/2025/QH15',
  'Quyết định 19/2025/QĐ-TTg',
  'vụ VV-2026-000123',
  '01928374-5566-7788-9900-112233445566',
  'gọi 113, 114 hoặc 115',
  'tổng đài 1900 1234',
  'TP 12-34',
  'ca 12-14',
  'tổ 12-34',
  'từ 12-34',
  'lớp 12A 2026',
  '21/21, 23/26, 86,1 %',
  '118 camera x 2 Mbit/s x 72 giờ',
  '2 vụ tụ tập, 15 vụ đánh nhau, 14 vụ gây rối, 2 vụ tai nạn',
  'ngày 22 và 23.11 có 2311 lượt xem',
  '15 xe 2024',
  'xe tải 15T 2021, đường 20m 1500 dân',
  'hẻm 12A/1234',
  'hẻm 123/4/56A Lê Lợi, P.2, TP. Bảo Lộc',
  'Camera 03, 07, 12 ghi lại đoạn 08:30:15 - 08:31:40',
  'cột km 145+500 QL20, cột điện số 0471/12',
  'vụ số 0012/2026/VV, biên bản 45/BB-CA',
  '11°47\'20.8"N 108°14\'35.5"E',
  'trạm biến áp 22/0,4kV - 250kVA',
  'mã DS-2CD2143G0-I, 192.168.1.64:554, cổng 8080',
  'biên lai 0004567, hoá đơn 00012345',
  '3 000 000 đồng, 250,000 người',
  'từ 22g30 đến 23g15 hôm 20-11-2026, 5-7 thanh niên',
  'lớp 12A1, niên khoá 2024-2027',
];

describe('findPersonalData', () => {
  describe.each(Object.entries(PERSONAL))('finds as %s', (kind, examples) => {
    it.each(examples)('%s', (example) => {
      const sentence = `Nhân chứng kể: ${example}; rồi bỏ đi.`;
      const found = findPersonalData(sentence);
      expect(found.map((match) => match.kind)).toEqual([kind]);
    });
  });

  it.each(HARMLESS)('leaves alone: %s', (text) => {
    expect(findPersonalData(text)).toEqual([]);
    expect(findPersonalData(`Lúc đó ${text}, đông người.`)).toEqual([]);
  });

  it('gives the place of the find in the text as it was typed', () => {
    const text = 'Đuổi theo xe ４９Ａ\u200B-123.45, gọi 0912 345 678.';
    const found = findPersonalData(text).map(({ kind, offset, length }) => [kind, text.slice(offset, offset + length)]);
    expect(found).toEqual([
      ['licence_plate', '４９Ａ\u200B-123.45'],
      ['phone_number', '0912 345 678'],
    ]);
  });

  it('keeps offsets right behind decomposed Vietnamese letters and emoji', () => {
    const text = `${'Ngã ba chợ Đinh Văn 🚓 '.normalize('NFD')}0912345678`;
    const [match] = findPersonalData(text);
    expect(text.slice(match!.offset, match!.offset + match!.length)).toBe('0912345678');
  });

  it('finds the number behind a date, a time and a sum', () => {
    expect(findPersonalData('22/11/2026 08:30 mất 500.000 đồng, báo 0912345678 hoặc 068201001234').map((match) => match.kind)).toEqual([
      'phone_number',
      'citizen_id',
    ]);
  });

  it('answers for four thousand hostile characters without delay', () => {
    const findAll = (): void => {
      for (const unit of ['0 ', '0.', '49A-', '9,', '1 2-', 'o0', 'TM-', '22/', '+8 ', '0---']) findPersonalData(unit.repeat(4000 / unit.length));
    };
    expect(computedMs(findAll)).toBeLessThan(2000);
  });
});

describe('checkSummary', () => {
  it('lets an ordinary summary pass', () => {
    expect(() => checkSummary('Va chạm lúc 08:30 ngày 22/11/2026 tại số 12/4 đường Hùng Vương, thiệt hại 500.000 đồng.', 'summary')).not.toThrow();
  });

  it('refuses with kinds and places, and without the text itself', () => {
    const text = 'Xe 49A-123.45 của người có số 0912345678';
    try {
      checkSummary(text, 'summary');
      expect.unreachable();
    } catch (error) {
      if (!isAppError(error, 'personal_data_in_text')) throw error;
      expect(error.kind).toBe('invalid');
      expect(error.message).toMatch(/^summary holds /);
      expect(error.details).toEqual({
        errors: [{ path: 'summary', message: error.message }],
        found: [
          { kind: 'licence_plate', offset: 3, length: 10 },
          { kind: 'phone_number', offset: 30, length: 10 },
        ],
      });
      expect(JSON.stringify([error.message, error.details])).not.toMatch(/49A|0912345678/);
    }
  });
});
