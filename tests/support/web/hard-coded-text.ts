import ts from 'typescript';

/** Words in the source that people would read in whatever language they chose. */
export interface HardCodedText {
  readonly line: number;
  readonly text: string;
}

/** Attributes and properties whose value people read, or have read to them. */
const READ_BY_PEOPLE = new Set([
  'alt',
  'aria-description',
  'aria-label',
  'aria-placeholder',
  'aria-roledescription',
  'aria-valuetext',
  'caption',
  'confirmLabel',
  'description',
  'emptyText',
  'error',
  'heading',
  'hint',
  'label',
  'lead',
  'legend',
  'message',
  'nothingFoundMessage',
  'pendingTitle',
  'placeholder',
  'text',
  'title',
]);
const LETTER = /\p{L}/u;
const VIETNAMESE_MARK = /[\u0300-\u0309\u0323ăâđêôơư]|[àáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]/iu;

/**
 * Finds text that is written into a source file of the web application instead of into `web/i18n`: between the tags of JSX, in attributes and properties that people
 * read, and anything with Vietnamese marks. `isAllowed` says which texts are no words of a language, such as keys of texts.
 */
export function hardCodedTexts(fileName: string, source: string, isAllowed: (text: string) => boolean): readonly HardCodedText[] {
  const file = ts.createSourceFile(fileName, source, ts.ScriptTarget.Latest, true, fileName.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS);
  const found = new Map<ts.Node, HardCodedText>();
  const report = (node: ts.Node, text: string): void => {
    const words = text.trim();
    if (!isAllowed(words)) found.set(node, { line: file.getLineAndCharacterOfPosition(node.getStart()).line + 1, text: words });
  };
  const reportShown = (value: ts.Node | undefined): void => {
    for (const literal of shownLiterals(value)) if (LETTER.test(literal.text)) report(literal, literal.text);
  };
  const look = (node: ts.Node): void => {
    if (ts.isJsxText(node) && LETTER.test(node.text)) report(node, node.text);
    if (ts.isJsxExpression(node) && !ts.isJsxAttribute(node.parent)) reportShown(node.expression);
    if ((ts.isJsxAttribute(node) || ts.isPropertyAssignment(node)) && READ_BY_PEOPLE.has(nameOf(node))) reportShown(node.initializer);
    if (isTextLiteral(node) && VIETNAMESE_MARK.test(node.text)) report(node, node.text);
    ts.forEachChild(node, look);
  };
  look(file);
  return [...found.values()];
}

type TextLiteral = ts.StringLiteral | ts.NoSubstitutionTemplateLiteral | ts.TemplateHead | ts.TemplateMiddle | ts.TemplateTail;

function isTextLiteral(node: ts.Node): node is TextLiteral {
  return (
    ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node) || ts.isTemplateHead(node) || ts.isTemplateMiddle(node) || ts.isTemplateTail(node)
  );
}

function nameOf({ name }: ts.JsxAttribute | ts.PropertyAssignment): string {
  return ts.isStringLiteral(name) ? name.text : name.getText();
}

/** The literals that a value may turn out to be, or hold: what is handed to a function is that function's business. */
function shownLiterals(value: ts.Node | undefined): readonly TextLiteral[] {
  if (value === undefined) return [];
  if (isTextLiteral(value)) return [value];
  if (ts.isJsxExpression(value) || ts.isParenthesizedExpression(value) || ts.isAsExpression(value)) return shownLiterals(value.expression);
  if (ts.isConditionalExpression(value)) return [...shownLiterals(value.whenTrue), ...shownLiterals(value.whenFalse)];
  if (ts.isBinaryExpression(value)) return isChoice(value) ? shownLiterals(value.right) : [...shownLiterals(value.left), ...shownLiterals(value.right)];
  if (ts.isTemplateExpression(value)) return [value.head, ...value.templateSpans.flatMap((span) => [...shownLiterals(span.expression), span.literal])];
  if (ts.isArrayLiteralExpression(value)) return value.elements.flatMap(shownLiterals);
  return [];
}

/** `condition && shown`: the left side is not shown when the right one is. A comparison shows nothing. */
function isChoice({ operatorToken: { kind } }: ts.BinaryExpression): boolean {
  return kind === ts.SyntaxKind.AmpersandAmpersandToken;
}

/** Keys of texts that a source file asks for by `t('…')`. */
export function askedKeys(fileName: string, source: string): readonly string[] {
  const file = ts.createSourceFile(fileName, source, ts.ScriptTarget.Latest, true, fileName.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS);
  const keys: string[] = [];
  const look = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 't') keys.push(...wholeKeys(node.arguments[0]));
    ts.forEachChild(node, look);
  };
  look(file);
  return keys;
}

/** Keys that stand there as they are; what is put together can't be known here, and is checked by its type. */
function wholeKeys(key: ts.Node | undefined): readonly string[] {
  if (key === undefined) return [];
  if (ts.isConditionalExpression(key)) return [...wholeKeys(key.whenTrue), ...wholeKeys(key.whenFalse)];
  return ts.isStringLiteral(key) ? [key.text] : [];
}
