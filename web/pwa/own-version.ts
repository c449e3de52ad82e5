/** Path of the script that the open page began with: another one in each version. */
export function ownEntry(): string {
  return new URL(document.querySelector<HTMLScriptElement>('script[type="module"][src]')?.src ?? '/', location.href).pathname;
}

/** Whether the service gives another version of the application than the one that is open. Rejects when it doesn't answer. */
export async function isUpdated(): Promise<boolean> {
  return !(await isGiven(ownEntry()));
}

/** Whether the service gives the version that begins with the script of this path. Rejects when it doesn't answer. */
export async function isGiven(entry: string): Promise<boolean> {
  const answer = await fetch('/', { cache: 'no-store' });
  if (!answer.ok) throw new Error(`the page is answered with ${answer.status}`);
  return (await answer.text()).includes(`"${entry}"`);
}
