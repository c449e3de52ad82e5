/** Like `Promise.all`, but waits for every piece of work before it fails with the first error: whoever cleans up then has nobody working beside it. */
export async function allEnded<T>(work: readonly Promise<T>[]): Promise<T[]> {
  const outcomes = await Promise.allSettled(work);
  return outcomes.map((outcome) => {
    if (outcome.status === 'rejected') throw outcome.reason;
    return outcome.value;
  });
}
