import { createSimulatedAdapter } from '../../../camera-adapters/simulated/simulated-adapter.ts';
import type { SimulatedFaults } from '../../../domain/camera-source.ts';
import { testFfmpegs } from '../media/test-ffmpegs.ts';
import type { AdapterFixture, FixtureCamera } from './adapter-fixture.ts';

/** The simulated adapter under the contract: its cameras need no device. */
export const simulatedFixture: AdapterFixture = {
  kind: 'simulated',
  hasEvents: true,
  startHealthy: (clockOffsetMs) => simulatedCamera({ clockOffsetMs }),
  startRefusing: () => simulatedCamera({ authFails: true }),
  startSilent: () => simulatedCamera({ dead: true }),
  startAbsent: () => simulatedCamera({ dead: true }),
};

async function simulatedCamera(faults: SimulatedFaults): Promise<FixtureCamera> {
  return {
    adapter: createSimulatedAdapter({ ffmpeg: async () => (await testFfmpegs()).system }),
    source: { kind: 'simulated', seed: 7, faults },
    stop: () => Promise.resolve(),
  };
}
