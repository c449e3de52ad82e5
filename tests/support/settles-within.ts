/**
 * Whether `ending` settles before a timer of `ms` that begins now. For what ends by a timer itself: where the process or the machine is held up, both timers come late, and in their order.
 *
 * @param ending may reject; that is for others to look at.
 */
export async function settlesWithin(ending: Promise<unknown>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    // behind the sockets, as deadlines are: what came by now counts
    timer = setTimeout(() => setImmediate(resolve, false), ms);
  });
  const settled = ending.then(
    () => true,
    () => true,
  );
  const isInTime = await Promise.race([settled, late]);
  clearTimeout(timer);
  return isInTime;
}
