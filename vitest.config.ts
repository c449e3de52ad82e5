import { configDefaults, defineConfig } from 'vitest/config';
import { keptForksPool } from './tests/support/kept-forks-pool.ts';
import MixedSequencer from './tests/support/mixed-sequencer.ts';
import { ABOVE_THE_DATABASE, OF_THE_DATABASE } from './tests/support/files-of-the-database.ts';

const common = { expect: { poll: { timeout: 30_000 } }, testTimeout: 120_000, hookTimeout: 180_000, teardownTimeout: 30_000, pool: 'forks' as const };

/** Tests of pure modules; their files share processes. */
const PURE = ['tests/unit/**/*.test.{ts,tsx}'];

/** Tests of our own test devices: what they share stops the devices of one file. */
const OF_DEVICES = ['tests/unit/support/**/*.test.ts'];

/** Tests that measure the memory, the children or the environment of the process that they run in. */
const OF_THE_PROCESS = [
  'tests/integration/camera-adapters/rtsp.child-process.test.ts',
  'tests/integration/camera-adapters/rtsp.hostile-camera.test.ts',
  'tests/integration/chain/media.stopped-viewer.test.ts',
  'tests/integration/media/ffmpeg-path.search.test.ts',
];

/** Tests that run the built command, which is built once before them. */
const OF_THE_COMMAND = ['tests/integration/cli/**/*.test.ts'];

/** Tests in Chromium, of the web application that is built once before them. */
const IN_CHROMIUM = ['tests/e2e/**/*.test.ts'];

/** Tests of cameras and recorders that send in real time, up to six streams in one file. */
const OF_CAMERAS = [
  'tests/contract/**/*.test.ts',
  'tests/integration/{camera-adapters,support}/**/*.test.ts',
  'tests/faults/camera-adapters/**/*.test.ts',
  'tests/integration/chain/real-cameras.*.test.ts',
  'tests/integration/workers/{check-recorder-job,edge-pull,worker.rtsp-camera}*.test.ts',
];

/** Two at once, after all that computes: these have deadlines of their own, since what they test, workers and links that break, goes by the clock. */
const BY_THE_CLOCK = { maxWorkers: 2, sequence: { groupOrder: 1 } };

/** Last, and one at a time: a camera that gets too little of the machine leaves pictures out and comes late, and there is nothing wrong with what is tested. */
const IN_REAL_TIME = { maxWorkers: 1, sequence: { groupOrder: 2 } };

export default defineConfig({
  test: {
    globalSetup: ['tests/support/global-setup.ts'],
    reporters: ['default', './tests/support/closing-line-reporter.ts'],
    // more than there are cores: most of a test is waiting for a camera, a browser or a clock
    maxWorkers: 3,
    sequence: { sequencer: MixedSequencer },
    projects: [
      // nothing is gained by a process for each file, which takes longer than most of them
      {
        test: {
          ...common,
          name: 'unit',
          include: PURE,
          exclude: [...configDefaults.exclude, ...OF_DEVICES],
          isolate: false,
          provide: { databaseKind: 'postgres' },
        },
      },
      {
        test: {
          ...common,
          ...BY_THE_CLOCK,
          name: 'main',
          include: ['tests/{integration,faults,architecture}/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...OF_CAMERAS, ...OF_THE_PROCESS, ...OF_THE_COMMAND, ...OF_THE_DATABASE],
          pool: keptForksPool(),
          isolate: false,
          provide: { databaseKind: 'postgres' },
        },
      },
      {
        test: {
          ...common,
          ...IN_REAL_TIME,
          name: 'cameras',
          include: OF_CAMERAS,
          exclude: [...configDefaults.exclude, ...OF_THE_PROCESS],
          pool: keptForksPool(),
          isolate: false,
          provide: { databaseKind: 'postgres' },
        },
      },
      { test: { ...common, ...BY_THE_CLOCK, name: 'alone', include: [...OF_DEVICES, ...OF_THE_PROCESS], provide: { databaseKind: 'postgres' } } },
      {
        test: {
          ...common,
          name: 'pages',
          // a journey is many tests in one
          testTimeout: 240_000,
          include: IN_CHROMIUM,
          pool: keptForksPool(),
          isolate: false,
          globalSetup: ['tests/support/web/build-web.ts'],
          provide: { databaseKind: 'postgres' },
        },
      },
      ...(['postgres', 'embedded'] as const).map((databaseKind) => ({
        test: {
          ...common,
          name: databaseKind,
          include: OF_THE_DATABASE,
          exclude: [...configDefaults.exclude, ...OF_CAMERAS, ...(databaseKind === 'embedded' ? ABOVE_THE_DATABASE : [])],
          pool: keptForksPool(),
          isolate: false,
          globalSetup: databaseKind === 'embedded' ? ['tests/support/embedded/begin-template.ts'] : [],
          provide: { databaseKind },
        },
      })),
      {
        test: {
          ...common,
          name: 'command',
          include: OF_THE_COMMAND,
          globalSetup: ['tests/support/cli/build-product.ts', 'tests/support/embedded/begin-template.ts'],
          provide: { databaseKind: 'postgres' },
        },
      },
    ],
  },
});
