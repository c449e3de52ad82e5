/** A feature of a vector tile without its geometry. */
export type TileProperties = Readonly<Record<string, string | number | boolean>>;

interface Field {
  readonly tag: number;
  readonly number: number;
  readonly bytes: Buffer;
}

function readVarint(buffer: Buffer, at: number): { value: number; next: number } {
  let [value, scale, next] = [0, 1, at];
  for (;;) {
    const byte = buffer[next++]!;
    value += (byte & 0x7f) * scale;
    scale *= 128;
    if (byte < 0x80) return { value, next };
  }
}

/** Fields of a protobuf message, by its wire format: varints (0), 64 bits (1), bytes (2) and 32 bits (5). */
function* fieldsOf(buffer: Buffer): Generator<Field> {
  let at = 0;
  while (at < buffer.length) {
    const key = readVarint(buffer, at);
    const [tag, kind] = [key.value >>> 3, key.value & 7];
    if (kind === 0) {
      const { value, next } = readVarint(buffer, key.next);
      at = next;
      yield { tag, number: value, bytes: Buffer.alloc(0) };
      continue;
    }
    const { value: length, next } = kind === 2 ? readVarint(buffer, key.next) : { value: kind === 1 ? 8 : 4, next: key.next };
    at = next + length;
    yield { tag, number: NaN, bytes: buffer.subarray(next, at) };
  }
}

function readValue(bytes: Buffer): string | number | boolean {
  const field = fieldsOf(bytes).next().value as Field;
  if (field.tag === 1) return field.bytes.toString('utf8');
  if (field.tag === 2) return field.bytes.readFloatLE();
  if (field.tag === 3) return field.bytes.readDoubleLE();
  if (field.tag === 6) return field.number % 2 === 0 ? field.number / 2 : -(field.number + 1) / 2;
  return field.tag === 7 ? field.number === 1 : field.number;
}

function readLayer(layer: Buffer): { name: string; features: TileProperties[] } {
  const parts = [...fieldsOf(layer)];
  const keys = parts.filter(({ tag }) => tag === 3).map(({ bytes }) => bytes.toString('utf8'));
  const values = parts.filter(({ tag }) => tag === 4).map(({ bytes }) => readValue(bytes));
  const features = parts
    .filter(({ tag }) => tag === 2)
    .map(({ bytes }) => {
      const packed = [...fieldsOf(bytes)].find(({ tag }) => tag === 2)?.bytes ?? Buffer.alloc(0);
      const numbers: number[] = [];
      for (let at = 0; at < packed.length;) {
        const { value, next } = readVarint(packed, at);
        numbers.push(value);
        at = next;
      }
      return Object.fromEntries(Array.from({ length: numbers.length / 2 }, (_, nth) => [keys[numbers[nth * 2]!]!, values[numbers[nth * 2 + 1]!]!]));
    });
  return { name: parts.find(({ tag }) => tag === 1)!.bytes.toString('utf8'), features };
}

/** Layers of a Mapbox Vector Tile 2.1, by the specification alone, with the properties of their features. */
export function readTile(tile: Buffer): Readonly<Record<string, readonly TileProperties[]>> {
  const layers = [...fieldsOf(tile)].filter(({ tag }) => tag === 3).map(({ bytes }) => readLayer(bytes));
  return Object.fromEntries(layers.map(({ name, features }) => [name, features]));
}
