import { createRequire } from 'node:module';
import pdfmake from 'pdfmake';
import type { Content, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces.js';

const require = createRequire(import.meta.url);
const FILES = {
  normal: require.resolve('@expo-google-fonts/be-vietnam-pro/400Regular/BeVietnamPro_400Regular.ttf'),
  bold: require.resolve('@expo-google-fonts/be-vietnam-pro/700Bold/BeVietnamPro_700Bold.ttf'),
  italics: require.resolve('@expo-google-fonts/be-vietnam-pro/400Regular_Italic/BeVietnamPro_400Regular_Italic.ttf'),
  bolditalics: require.resolve('@expo-google-fonts/be-vietnam-pro/700Bold_Italic/BeVietnamPro_700Bold_Italic.ttf'),
};

pdfmake.setFonts({ BeVietnamPro: FILES });
// forms hold text that people typed: nothing in it may make the library fetch or read anything but its fonts
pdfmake.setUrlAccessPolicy(() => false);
pdfmake.setLocalAccessPolicy((path: string) => Object.values(FILES).includes(path));

/** A form as it is printed. */
export interface FormDocument {
  readonly title: string;
  readonly subtitle?: string;
  /** Below every page: what the form belongs to. */
  readonly footer: string;
  readonly createdAtMs: number;
  readonly isWide?: boolean;
  readonly content: readonly Content[];
}

/** A form as PDF (A4), with the head that forms have in Viet Nam and a font that holds all its marks. */
export async function renderForm({ title, subtitle, footer, createdAtMs, isWide, content }: FormDocument): Promise<Buffer> {
  const definition: TDocumentDefinitions = {
    pageSize: 'A4',
    pageOrientation: isWide === true ? 'landscape' : 'portrait',
    pageMargins: [48, 40, 48, 48],
    info: { title, creationDate: new Date(createdAtMs) },
    defaultStyle: { font: 'BeVietnamPro', fontSize: 10, lineHeight: 1.15 },
    content: [
      { text: 'CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM', bold: true, alignment: 'center' },
      { text: 'Độc lập - Tự do - Hạnh phúc', bold: true, alignment: 'center', decoration: 'underline', margin: [0, 0, 0, 14] },
      { text: title, bold: true, fontSize: 14, alignment: 'center' },
      { text: subtitle ?? '', alignment: 'center', italics: true, margin: [0, 2, 0, 12] },
      ...content,
    ],
    footer: (page: number, pages: number) => ({
      columns: [{ text: footer }, { text: `Trang ${page}/${pages}`, alignment: 'right', width: 70 }],
      fontSize: 7.5,
      margin: [48, 14, 48, 0],
    }),
  };
  return pdfmake.createPdf(definition).getBuffer();
}

/** Lines of a name and what stands for it. */
export function facts(lines: readonly (readonly [name: string, value: string])[]): Content {
  const body = lines.map(([name, value]): TableCell[] => [{ text: `${name}:`, bold: true }, { text: value }]);
  return { table: { widths: [150, '*'], body }, layout: 'noBorders', margin: [0, 0, 0, 2] };
}

/** A heading within a form. */
export function heading(text: string): Content {
  return { text, bold: true, fontSize: 11, margin: [0, 6, 0, 2] };
}

/** A table with its head on every page. */
export function table(head: readonly string[], rows: readonly (readonly string[])[], widths: readonly (string | number)[], fontSize = 8): Content {
  const body: TableCell[][] = [
    head.map((text): TableCell => ({ text, bold: true, fillColor: '#eeeeee' })),
    ...rows.map((row) => row.map((text): TableCell => ({ text }))),
  ];
  return { table: { headerRows: 1, dontBreakRows: true, widths: [...widths], body }, fontSize, margin: [0, 0, 0, 8] };
}

/** Places for signatures side by side; they stay on one page. */
export function signatures(places: readonly string[]): Content {
  const columns = places.map((place) => ({
    stack: [
      { text: place.toUpperCase(), bold: true },
      { text: '(Ký, ghi rõ họ tên)', italics: true, fontSize: 8 },
      { text: '', margin: [0, 44, 0, 0] as [number, number, number, number] },
      { text: '................................................' },
    ],
    alignment: 'center' as const,
  }));
  return { stack: [{ columns }], unbreakable: true, margin: [0, 10, 0, 0] };
}

/** A line to be filled in by hand. */
export function blank(name: string): readonly [string, string] {
  return [name, '.'.repeat(78)];
}
