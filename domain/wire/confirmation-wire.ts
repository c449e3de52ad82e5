import { z } from 'zod';
import { FOOTAGE_HOLDERS } from '../footage-holder.ts';
import { idWire, instantOut, instantWire } from './common-wire.ts';

/** Whom to ask for footage that nobody can fetch: a kind of holder and where it is, no person. */
const handInShape = {
  holder: z.enum(FOOTAGE_HOLDERS),
  whereToAsk: z.string().trim().min(1).max(200).optional().describe('house number, shop sign, office: no names and no numbers of people'),
  keepsHours: z.number().int().min(1).max(8760).optional().describe('how long the device keeps its footage'),
};

export const confirmationWire = z
  .object({
    stillThere: z.boolean(),
    stillFilms: z.boolean(),
    handIn: z.object(handInShape),
    seenAt: instantWire
      .optional()
      .describe('when somebody looked; absent: now. At most 31 days back; up to 10 minutes ahead counts as now, since clocks of phones differ'),
  })
  .refine(({ stillThere, stillFilms }) => stillThere || !stillFilms, { message: 'a camera that is gone films nothing', path: ['stillFilms'] });

const handInOut = z.object({ holder: z.enum(FOOTAGE_HOLDERS), whereToAsk: z.string().nullable(), keepsHours: z.number().nullable() });

export const confirmationOut = z.object({
  id: idWire,
  cameraId: idWire,
  confirmedAt: instantOut.describe('when somebody looked, from which it counts'),
  recordedAt: instantOut.describe('when it came here: days later if it had to wait for a connection'),
  stillThere: z.boolean(),
  stillFilms: z.boolean(),
  handIn: handInOut,
});

/** What a camera that can't be dialled shows of its monthly confirmation. */
export const cameraConfirmationOut = z.object({
  /** When its board last looked and confirmed it; null: never. */
  confirmedAt: instantOut.nullable(),
  /** A month after that, or after its registration. */
  dueAt: instantOut,
  due: z.boolean(),
  stillThere: z.boolean().nullable(),
  stillFilms: z.boolean().nullable(),
  handIn: handInOut.nullable(),
});
