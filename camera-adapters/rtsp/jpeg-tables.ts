/**
 * Tables of RFC 2435, appendices A and B, which are those of ITU-T T.81, annex K: what RTP leaves out of a JPEG because everybody knows it.
 * Quantisers stand in zigzag order.
 */
const LUMINANCE_QUANTISER = [
  16, 11, 12, 14, 12, 10, 16, 14, 13, 14, 18, 17, 16, 19, 24, 40, 26, 24, 22, 22, 24, 49, 35, 37, 29, 40, 58, 51, 61, 60, 57, 51, 56, 55, 64, 72, 92, 78, 64,
  68, 87, 69, 55, 56, 80, 109, 81, 87, 95, 98, 103, 104, 103, 62, 77, 113, 121, 112, 100, 120, 92, 101, 103, 99,
];
const CHROMINANCE_QUANTISER = [17, 18, 18, 24, 21, 24, 47, 26, 26, 47, 99, 66, 56, 66, 99, ...Array.from({ length: 49 }, () => 99)];

/** Both quantisers for a quality of 1 to 99 (RFC 2435, section 4.2), 128 bytes. */
export function scaledQuantisers(quality: number): Buffer {
  const factor = quality < 50 ? Math.floor(5000 / quality) : 200 - quality * 2;
  const scaled = (value: number): number => Math.min(255, Math.max(1, Math.floor((value * factor + 50) / 100)));
  return Buffer.from([...LUMINANCE_QUANTISER, ...CHROMINANCE_QUANTISER].map(scaled));
}

/** One Huffman table: its class and number as DHT wants them, how many codes of each length, and their values. */
export interface HuffmanTable {
  readonly id: number;
  readonly lengths: readonly number[];
  readonly values: Buffer;
}

const DC_VALUES = Buffer.from([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
const LUMINANCE_AC_VALUES = Buffer.from(
  '01020300041105122131410613516107227114328191a1082342b1c11552d1f02433627282090a161718191a25262728292a3435363738393a434445464748494a535455565758595a636465666768696a737475767778797a838485868788898a92939495969798999aa2a3a4a5a6a7a8a9aab2b3b4b5b6b7b8b9bac2c3c4c5c6c7c8c9cad2d3d4d5d6d7d8d9dae1e2e3e4e5e6e7e8e9eaf1f2f3f4f5f6f7f8f9fa',
  'hex',
);
const CHROMINANCE_AC_VALUES = Buffer.from(
  '0001020311040521310612415107617113223281081442' +
    '91a1b1c109233352f0156272d10a162434e125f11718191a262728292a35363738393a434445464748494a535455565758595a636465666768696a737475767778797a82838485868788898a92939495969798999aa2a3a4a5a6a7a8a9aab2b3b4b5b6b7b8b9bac2c3c4c5c6c7c8c9cad2d3d4d5d6d7d8d9dae2e3e4e5e6e7e8e9eaf2f3f4f5f6f7f8f9fa',
  'hex',
);

export const HUFFMAN_TABLES: readonly HuffmanTable[] = [
  { id: 0x00, lengths: [0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0], values: DC_VALUES },
  { id: 0x10, lengths: [0, 2, 1, 3, 3, 2, 4, 3, 5, 5, 4, 4, 0, 0, 1, 0x7d], values: LUMINANCE_AC_VALUES },
  { id: 0x01, lengths: [0, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0], values: DC_VALUES },
  { id: 0x11, lengths: [0, 2, 1, 2, 4, 4, 3, 4, 7, 5, 4, 4, 0, 1, 2, 0x77], values: CHROMINANCE_AC_VALUES },
];
