import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openAddressPolicy } from '../../../cli/service-resources.ts';
import { parseAllowedNetworks } from '../../../domain/allowed-networks.ts';
import { readConfig } from '../../../platform/config.ts';
import { createReleaseStack } from '../../../platform/release-stack.ts';
import type { Attempt, DialReport } from './dial-report.ts';
import { startConnectionSink, tcpActiveOpens } from './connection-sink.ts';
import { createContactDoor } from './contact-door.ts';
import { NAMES, OWN_SETTINGS, SINK_PORTS, TYPED_FORMS } from './forbidden-forms.ts';
import { tryFfmpegInputs } from './ffmpeg-tricks.ts';
import { tryHostileDevices } from './hostile-devices.ts';
import { tryControls } from './reaching-controls.ts';
import { openServerDoor } from './server-door.ts';
import { startTestResolver } from './test-resolver.ts';

/** Runs inside `runInIsolatedNetwork`: tries everything and writes a {@link DialReport}. */
async function main(): Promise<DialReport> {
  const stack = createReleaseStack();
  const folder = await mkdtemp(join(tmpdir(), 'matpho-dial-'));
  stack.push('folder', () => rm(folder, { recursive: true, force: true }));
  try {
    const resolver = await startTestResolver(NAMES);
    stack.push('resolver', () => resolver.stop());
    const sink = await startConnectionSink(SINK_PORTS);
    stack.push('sink', () => sink.stop());
    const secretKey = randomBytes(32).toString('base64');
    const config = { ...readConfig({ MATPHO_SECRET_KEY: secretKey, MATPHO_DATA_DIR: folder, PATH: process.env['PATH'] }), ...OWN_SETTINGS };
    const addressPolicy = await openAddressPolicy(config, stack);
    const door = await createContactDoor(addressPolicy, folder);
    const server = await openServerDoor(addressPolicy, folder, process.env['TEMPLATE_FOLDER']!, stack);

    const opensBefore = await tcpActiveOpens();
    const typed: Attempt[] = [];
    for (const form of TYPED_FORMS) typed.push(...(await server.try(form)), ...(await door.tryAll(form)));
    typed.push(...(await tryOwnUnderOverride(addressPolicy, folder)));
    const opensWhileTyped = (await tcpActiveOpens()) - opensBefore;
    const returned = await tryHostileDevices(door);
    const inputs = await tryFfmpegInputs();
    const reached = [...sink.reached];
    return { typed, returned, inputs, reached, opensWhileTyped, controls: await tryControls(sink, addressPolicy, folder) };
  } finally {
    await stack.releaseAll();
  }
}

/** A wide entry of `MATPHO_CAMERA_NETWORKS` opens none of the product's own parts. */
async function tryOwnUnderOverride(addressPolicy: Awaited<ReturnType<typeof openAddressPolicy>>, folder: string): Promise<Attempt[]> {
  const overrideNetworks = parseAllowedNetworks('10.0.0.0/8,127.0.0.0/8,::1/128,fd00::/8');
  const door = await createContactDoor({ overrideNetworks, ownEndpoints: addressPolicy.ownEndpoints ?? [] }, folder);
  const hosts = ['10.77.0.9:15432', '10.77.0.1:8080', '127.0.0.1:8080', '127.3.3.3:8080', '[::1]:8080', '10.77.0.1:16379', 'db.test:15432', '[fd77::1]:8080'];
  const attempts = await Promise.all(hosts.map((host) => door.tryAll({ kind: 'rtsp', url: `rtsp://${host}/live`, isName: false })));
  return attempts.flat().map((attempt) => ({ ...attempt, door: `${attempt.door} under an override` }));
}

process.stdout.write(JSON.stringify(await main()));
