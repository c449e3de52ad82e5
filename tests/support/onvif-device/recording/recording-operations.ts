import { emptyModel, type Operation } from '../operation.ts';
import { xmlNamespaces } from '../xml/xml-namespaces.ts';
import { recordingCapabilities } from './recording-capabilities.ts';
import { recordingItem } from './recording-elements.ts';

/** The part of the recording service that a reader of footage needs (recording.wsdl, RecordingPort). */
export const recordingOperations: readonly Operation[] = [
  operation('GetServiceCapabilities', 'PRE_AUTH', ({ options }) => recordingCapabilities(options)),
  operation('GetRecordings', 'READ_MEDIA', ({ options }) => options.recordings.map(recordingItem)),
];

function operation(name: string, accessClass: Operation['accessClass'], answer: Operation['answer']): Operation {
  return { name, endpoint: 'recording', prefix: 'trc', accessClass, model: emptyModel, action: `${xmlNamespaces.trc}/${name}`, answer };
}
