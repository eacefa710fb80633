/** DynamoDB's typed JSON: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeValue.html */
export type AttributeValue = Record<string, unknown>;
type Item = Record<string, unknown>;

/** Numbers are doubles here: a value that would lose digits is refused. `undefined` fields are left out. */
export function marshallValue(value: unknown): AttributeValue | undefined {
  switch (typeof value) {
    case "string":
      return { S: value };
    case "boolean":
      return { BOOL: value };
    case "number":
      if (!Number.isFinite(value) || (Number.isInteger(value) && !Number.isSafeInteger(value)))
        throw new TypeError(`cannot store the number ${value} exactly`);
      return { N: String(value) };
    case "bigint":
      return { N: value.toString() };
    case "undefined":
      return undefined;
    case "object":
      return marshallObject(value);
    default:
      throw new TypeError(`cannot store a ${typeof value}`);
  }
}

function marshallObject(value: object | null): AttributeValue {
  if (value === null) return { NULL: true };
  if (Array.isArray(value)) return { L: value.map((entry) => marshallValue(entry) ?? { NULL: true }) };
  if (value instanceof Set) {
    const [first] = value;
    return typeof first === "number" ? { NS: [...value].map(String) } : { SS: [...value] };
  }
  if (value instanceof Uint8Array) return { B: Buffer.from(value).toString("base64") };
  return { M: marshall(value as Item) };
}

export function marshall(item: Item): Record<string, AttributeValue> {
  const result: Record<string, AttributeValue> = {};
  for (const [key, entry] of Object.entries(item)) {
    const value = marshallValue(entry);
    if (value) result[key] = value;
  }
  return result;
}

export function unmarshallValue(value: AttributeValue): unknown {
  const [type] = Object.keys(value);
  const held = type === undefined ? undefined : value[type];
  switch (type) {
    case "S":
    case "BOOL":
      return held;
    case "N":
      return unmarshallNumber(String(held));
    case "NULL":
      return null;
    case "M":
      return unmarshall(held as Record<string, AttributeValue>);
    case "L":
      return (held as AttributeValue[]).map(unmarshallValue);
    case "SS":
      return new Set(held as string[]);
    case "NS":
      return new Set((held as string[]).map(Number));
    case "B":
      return new Uint8Array(Buffer.from(String(held), "base64"));
    default:
      throw new TypeError(`unknown attribute type ${type}`);
  }
}

function unmarshallNumber(text: string): number | bigint {
  const value = Number(text);
  return Number.isInteger(value) && !Number.isSafeInteger(value) ? BigInt(text) : value;
}

export function unmarshall(item: Record<string, AttributeValue>): Item {
  const result: Item = {};
  for (const key in item) {
    const value = item[key];
    if (value) result[key] = unmarshallValue(value);
  }
  return result;
}
