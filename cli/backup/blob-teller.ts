const TELL_EVERY = 1000;

/** Tells the person at the terminal now and then how far the blobs are; call it with how many there are by now. */
export function createBlobTeller(progress: (line: string) => void): (count: number) => void {
  let told = 0;
  return (count) => {
    if (count - told < TELL_EVERY) return;
    told = count;
    progress(`${count} pictures and segments copied …`);
  };
}
