import { createSocket } from 'node:dgram';
import { once } from 'node:events';

/**
 * The far end of WS-Discovery, written from the specification of April 2005 (sections 4 and 5) and ONVIF Core, section 7, apart from what it is held against: it knows
 * nothing of the product. How it answers is up to each test.
 */
export interface ResponderOptions {
  /** The address that it answers from; multicast is heard on the link that has it. */
  readonly address: string;
  readonly port: number;
  /** The multicast group, absent for a device that is probed on its own. */
  readonly group?: string;
  /** The qualified name's local part that it answers to; absent: to every probe. */
  readonly type?: 'NetworkVideoTransmitter' | 'Device';
  /** Datagrams to send for a probe; `relatesTo` is its MessageID. */
  readonly answers: (relatesTo: string) => readonly Buffer[];
}

/** A responder at work. */
export interface Responder {
  /** MessageIDs of the probes heard, in order, repetitions included. */
  readonly heard: readonly string[];
  readonly port: number;
  stop(): Promise<void>;
}

/** Starts one. */
export async function startResponder({ address, port, group, type, answers }: ResponderOptions): Promise<Responder> {
  const heard: string[] = [];
  const socket = createSocket({ type: 'udp4', reuseAddr: group !== undefined });
  const speaker = group === undefined ? socket : createSocket('udp4');
  socket.on('message', (bytes, from) => {
    const text = bytes.toString('utf8');
    const messageId = /<\w+:MessageID>([^<]+)<\/\w+:MessageID>/.exec(text)?.[1];
    if (messageId === undefined || !text.includes('/discovery/Probe<') || (type !== undefined && !text.includes(`:${type}<`))) return;
    heard.push(messageId);
    for (const answer of answers(messageId)) speaker.send(answer, from.port, from.address);
  });
  // multicast arrives at sockets that are bound to the group or to any address
  socket.bind({ port, address: group ?? address });
  await once(socket, 'listening');
  if (group !== undefined) {
    socket.addMembership(group, address);
    speaker.bind({ port: 0, address });
    await once(speaker, 'listening');
  }
  return {
    heard,
    port: socket.address().port,
    async stop() {
      socket.close();
      if (speaker !== socket) speaker.close();
      await once(socket, 'close');
    },
  };
}

/** What a device announces. */
export interface Announcement {
  readonly reference: string;
  readonly scopes?: readonly string[];
  readonly xaddrs: readonly string[];
}

/** A ProbeMatches message as section 5.3 shows it. */
export function probeMatches(relatesTo: string, { reference, scopes = [], xaddrs }: Announcement): Buffer {
  return Buffer.from(
    `<?xml version="1.0" encoding="UTF-8"?>
<SOAP-ENV:Envelope xmlns:SOAP-ENV="http://www.w3.org/2003/05/soap-envelope" xmlns:wsa="http://schemas.xmlsoap.org/ws/2004/08/addressing"
 xmlns:wsdd="http://schemas.xmlsoap.org/ws/2005/04/discovery" xmlns:dn="http://www.onvif.org/ver10/network/wsdl" xmlns:tds="http://www.onvif.org/ver10/device/wsdl">
 <SOAP-ENV:Header><wsa:MessageID>urn:uuid:0a6dc791-2be6-4991-9af1-454778a1917a</wsa:MessageID><wsa:RelatesTo>${relatesTo}</wsa:RelatesTo>
 <wsa:To>http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous</wsa:To>
 <wsa:Action>http://schemas.xmlsoap.org/ws/2005/04/discovery/ProbeMatches</wsa:Action><wsdd:AppSequence InstanceId="1" MessageNumber="1"/></SOAP-ENV:Header>
 <SOAP-ENV:Body><wsdd:ProbeMatches><wsdd:ProbeMatch><wsa:EndpointReference><wsa:Address>${reference}</wsa:Address></wsa:EndpointReference>
 <wsdd:Types>dn:NetworkVideoTransmitter tds:Device</wsdd:Types><wsdd:Scopes>${scopes.join(' ')}</wsdd:Scopes><wsdd:XAddrs>${xaddrs.join(' ')}</wsdd:XAddrs>
 <wsdd:MetadataVersion>1</wsdd:MetadataVersion></wsdd:ProbeMatch></wsdd:ProbeMatches></SOAP-ENV:Body></SOAP-ENV:Envelope>`,
    'utf8',
  );
}
