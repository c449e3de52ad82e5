import { namespacedAttribute } from '../xml/read-element-queries.ts';
import type { ReadElement } from '../xml/xml-reader.ts';
import { xmlNamespaces } from '../xml/xml-namespaces.ts';
import { SoapFault } from './soap-fault.ts';

const roles: ReadonlySet<string | undefined> = new Set([undefined, '', `${xmlNamespaces.env}/role/next`, `${xmlNamespaces.env}/role/ultimateReceiver`]);

/**
 * Refuses a message with a mandatory header block that the device does not process (SOAP 1.2 Part 1, 2.4 and 5.2.3).
 *
 * @param understood namespaces whose header blocks the device processes.
 * @throws SoapFault `MustUnderstand`.
 */
export function assertMandatoryHeadersUnderstood(headers: readonly ReadElement[], understood: ReadonlySet<string>): void {
  const ignored = headers.find((header) => isMandatory(header) && !understood.has(header.namespace));
  if (ignored === undefined) return;
  throw new SoapFault({
    code: 'MustUnderstand',
    reason: `SOAP header blocks not understood: ${ignored.localName}`,
  });
}

function isMandatory(header: ReadElement): boolean {
  const flag = namespacedAttribute(header, 'env:mustUnderstand')?.trim();
  return (flag === '1' || flag === 'true') && roles.has(namespacedAttribute(header, 'env:role'));
}
