import { createSocket } from 'node:dgram';
import type { Socket } from 'node:dgram';
import { once } from 'node:events';
import { isServicePort } from '../../domain/service-ports.ts';
import type { PinnedAddress } from '../network-policy.ts';
import { socketError } from '../socket-error.ts';
import type { MediaListener, MediaTransport } from './media-transport.ts';
import { badAnswerError } from './rtsp-error.ts';

interface PortPair {
  readonly media: Socket;
  readonly control: Socket;
}

/** Every second try finds an even port, and its neighbour is mostly free. */
const MAX_TRIES = 32;
/** Room for a keyframe that comes in one burst; the kernel gives what it allows. */
const RECEIVE_BUFFER_BYTES = 2 * 1024 * 1024;
const EMPTY_RTP_PACKET = Buffer.from('800000000000000000000000', 'hex');
const EMPTY_RECEIVER_REPORT = Buffer.from('80c9000100000000', 'hex');

/**
 * Media over a pair of UDP ports (RFC 2326 §12.39, RFC 3550 §11). Packets from any other address than the pinned one are dropped.
 *
 * @param dependencies.localAddress own address of the RTSP connection.
 * @throws AppError `unavailable`/`sockets_exhausted` when no pair of ports is free.
 */
export async function openUdpTransport(dependencies: {
  readonly pinned: PinnedAddress;
  readonly localAddress: string;
  readonly listener: MediaListener;
  readonly now: () => number;
}): Promise<MediaTransport> {
  const { pinned, localAddress, listener, now } = dependencies;
  const pair = await bindPair(pinned.family, localAddress);
  pair.media.on('message', (bytes, peer) => {
    if (peer.address === pinned.address) listener.rtp(bytes, now());
  });
  pair.control.on('message', (bytes, peer) => {
    if (peer.address === pinned.address) listener.rtcp(bytes, now());
  });
  const port = pair.media.address().port;
  return {
    offer: `RTP/AVP;unicast;client_port=${port}-${port + 1}`,
    accept(answer) {
      if (/interleaved=/i.test(answer)) throw badAnswerError('The camera wants TCP though UDP was asked for. Set the transport of this camera to TCP.');
      const [, first, second] = /server_port=(\d{1,5})(?:-(\d{1,5}))?/i.exec(answer) ?? [];
      if (first !== undefined) openFirewall(pair, pinned.address, Number(first), Number(second ?? Number(first) + 1));
    },
    close() {
      pair.media.close();
      pair.control.close();
    },
  };
}

/**
 * A firewall that tracks connections lets answers in: so we speak first, as every RTSP client does. Only ever to the pinned address, and never to the
 * port of another service, whatever the camera says.
 */
function openFirewall(pair: PortPair, address: string, mediaPort: number, controlPort: number): void {
  if (isMediaPort(mediaPort)) pair.media.send(EMPTY_RTP_PACKET, mediaPort, address);
  if (isMediaPort(controlPort)) pair.control.send(EMPTY_RECEIVER_REPORT, controlPort, address);
}

function isMediaPort(port: number): boolean {
  return port >= 1_024 && !isServicePort(port);
}

/** RTP takes an even port and RTCP the next (RFC 3550 §11); some cameras insist. */
async function bindPair(family: 4 | 6, address: string): Promise<PortPair> {
  let lastError: unknown;
  for (let attempt = 0; attempt < MAX_TRIES; attempt += 1) {
    const media = await bind(family, address, 0);
    const { port } = media.address();
    if (port % 2 === 0) {
      const control = await bind(family, address, port + 1).catch((error: unknown) => {
        lastError = error;
      });
      if (control !== undefined) return { media, control };
    }
    media.close();
  }
  throw socketError(lastError ?? Object.assign(new Error('no even port'), { code: 'EADDRINUSE' }));
}

async function bind(family: 4 | 6, address: string, port: number): Promise<Socket> {
  const socket = createSocket({ type: family === 4 ? 'udp4' : 'udp6', recvBufferSize: RECEIVE_BUFFER_BYTES });
  try {
    socket.bind({ address, port, exclusive: true });
    await once(socket, 'listening');
  } catch (error) {
    socket.close();
    throw socketError(error);
  }
  // a camera that answers "port unreachable" is seen by its silence
  socket.on('error', () => undefined);
  return socket;
}
