/** Numbers the ends of pieces, from 0 on: those that are one point get one number. */
export interface NodeBook {
  numberOf(lon: number, lat: number): number;
  /** A node that is no end of a piece. */
  add(): number;
  count(): number;
}

/**
 * A book for at most `most` ends. A search writes tens of thousands of them, by coordinates that as one key would be no small integer: an open hash table takes a quarter of the time of a `Map`.
 *
 * @param most more than that is a RangeError.
 */
export function createNodeBook(most: number): NodeBook {
  const slots = 2 ** Math.ceil(Math.log2(2 * most + 2));
  const [lons, lats, numbers] = [new Int32Array(slots), new Int32Array(slots), new Int32Array(slots).fill(-1)];
  let [count, ends] = [0, 0];
  return {
    numberOf(lon, lat) {
      let slot = (Math.imul(lon, 0x9e3779b1) ^ Math.imul(lat, 0x85ebca6b)) >>> 0;
      slot = (slot ^ (slot >>> 15)) & (slots - 1);
      for (; numbers[slot] !== -1; slot = (slot + 1) & (slots - 1)) if (lons[slot] === lon && lats[slot] === lat) return numbers[slot]!;
      if (++ends > most) throw new RangeError(`more than ${most} ends of roads`);
      lons[slot] = lon;
      lats[slot] = lat;
      numbers[slot] = count;
      return count++;
    },
    add: () => count++,
    count: () => count,
  };
}
