import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkName, findPersonalDataInName } from '../../../domain/personal-data-check.ts';

const NAMES: readonly string[] = [
  'Ngã ba chợ 1',
  'Ngã ba chợ Đinh Văn 1',
  'Cột 12A',
  'Km 23+400',
  'Km23+400 QL20',
  'QL20',
  'QL20 Km 145+500',
  'QL20-Km145+500-Cam01',
  '21/4 Nguyễn Huệ',
  '123/45/6 đường 3 tháng 2',
  'Hẻm 12A/1234',
  'Số 1234 Lê Hồng Phong',
  'Cột điện 0471/12',
  'Cột 471-E28/12',
  '477-E28/45/2A',
  'Cột 15A 1234',
  'Trụ 10T 1234',
  'Tủ 12C-1001',
  'Tổ 15C-2024',
  'Hẻm 14B-1234',
  'Trạm biến áp 22/0,4kV - 250kVA',
  'TBA 560kVA-22/0.4kV',
  'ĐT725 Km 12+340',
  'TDP 12 - Cam 3',
  'Tổ 12-34',
  'CAM-0012',
  'C01-C16',
  'Camera 03, 07, 12',
  'Cổng trường THCS 30/4',
  'Đường 30-4',
  'Đường 2-9',
  'Đường 3/2 - 30/4',
  'NVR-16CH-01',
  'DS-7616NI-K2',
  'DS-2CD2143G0-I',
  'DHI-NVR4108HS-8P-4KS2',
  'KX-A2011S4',
  'UNV IPC2122LB-ADF28KM-G',
  'Camera (192.168.1.64)',
  'DS-2CD2143G0-I (192.168.100.164)',
  'Hikvision 192.168.1.64:8000',
  'Lô A12-34',
  'Khu A1-2345',
  'Chung cư A12.34',
  '49A Trần Phú',
  '49A/12 Nguyễn Trãi',
  '51F/123 Lê Lợi',
  '49-L1 Trần Phú',
  'Cây xăng số 12 (PV OIL)',
  'Trạm 110kV Đức Trọng',
  'Ngã ba QL 27 - ĐT 725',
  'Ngã tư QL27 - ĐT725',
  'C1-12-34',
  'BV-01-15',
  'TH-01-15',
  'HT 01-15',
  'CA-12-34',
  '2MP - 3.6mm',
  '1920x1080',
  'Nhà bà Ba 12',
  'LDG-DTR-001',
  '24769.001.02',
  'ATM VCB 12345',
  'Điểm đen TNGT km 145+200 - km 145+900 QL20',
  'Vòng xoay 23/3',
  'danh sach camera 2026-11-22.csv',
  'danh_sach_camera_20261122.xlsx',
  'DS camera 22.11.2026 (1).xlsx',
  'cameras_20261122083000.csv',
  'Đầu ghi 16CH 1080P',
  'Đầu ghi Hikvision 16CH 2025',
  'NVR 32CH-2024',
  'TBA 22kV-1000kVA',
  'Cáp quang 24FO 1200',
  'Nguồn 12V 2000mA',
  'Cột đèn 12A-0034',
  'Trụ điện 12C 1234',
  'Trạm biến áp 12A 0034',
  'Tòa nhà 21B5 1205',
  'Chung cư HAGL 12B 1205',
  'Block 14B 1402',
  'Bến xe Liên Nghĩa BX-01-15',
  'Trạm xe buýt HT-01-15',
  'Bãi giữ xe chợ TC-01-02',
  'Nhà xe trường TH-01-15',
  'Công viên bờ biển BV-01-15',
];

/** Old plates of four digits, and what says that they are plates. */
const NAMES_OF_VEHICLES = [
  'Xe biển số 29A 1234',
  'BKS số 29A 1234',
  'Xe biển kiểm soát số 29A 1234',
  'Ô tô số 29A 1234',
  'oto 29A 1234',
  'xe oto 49L1 1234',
  'moto 29-H1 1234',
  'auto 29A 1234',
  'Xe tải 49C 1234',
  '29A-1234',
  'Cổng nhà 29-H1 1234',
];

describe('checkName', () => {
  it.each(NAMES)('accepts the name %s', (name) => {
    expect(() => checkName(name, 'name')).not.toThrow();
  });

  it.each([
    ...NAMES_OF_VEHICLES,
    '49A-123.45',
    'Xe 51F12345 hay đỗ',
    '29-B1 234.56',
    'Cột 49A-123.45',
    'biển 15A 1234',
    'xe BV-01-15',
    'Nhà ông Ba 0912 345 678',
    '068201001234',
  ])('refuses the name %s', (name) => {
    expect(() => checkName(name, 'siteName')).toThrow(/^siteName holds a number plate/);
  });

  it('accepts every name that a search of the network proposes', () => {
    const byte = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(byte, byte, byte, byte, (...bytes) => {
        expect(findPersonalDataInName(`DS-2CD2143G0-I (${bytes.join('.')})`)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});
