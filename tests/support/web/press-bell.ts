import type { TestApp } from '../test-app.ts';

/** Puts up a bell of the northern neighbourhood and presses it. @throws Error when either is refused */
export async function pressBell(api: TestApp, name: string): Promise<void> {
  const position = { type: 'Point', coordinates: [108.2352, 11.795] };
  const made = await api.as('admin', 'POST', '/alarm-points', { name, unitId: api.world.north, position, category: 'theft' });
  const { id, token } = made.json<{ id: string; token: string }>();
  const pressed = await api.as('officer', 'POST', '/alarms', { alarmPointId: id }, { authorization: `Bearer ${token}` });
  if (pressed.statusCode !== 201) throw new Error(`the bell was refused: ${pressed.body}`);
}
