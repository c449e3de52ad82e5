/** A request is not a well-formed, namespace-correct XML document. The message never repeats the document's text. */
export class XmlSyntaxError extends Error {
  override readonly name = 'XmlSyntaxError';
}
