import type { Store } from "./store.ts";

export interface StoredObject {
  bucket: string;
  key: string;
  size: number;
  etag: string;
  modifiedAt: number;
  /** What was sent with it and is answered with it: content-type, cache-control, x-amz-meta-*. */
  headers: Record<string, string>;
}
export interface Page {
  objects: StoredObject[];
  /** What lies under one more delimiter, folded into its common beginning. */
  prefixes: string[];
  /** The key or prefix to go on after, when there is more. */
  next?: string;
}
export type Objects = ReturnType<typeof createObjects>;

type Row = Omit<StoredObject, "headers"> & { headers: string };
const columns = "bucket, key, size, etag, modified_at AS modifiedAt, headers";

/** Objects with their bodies; keys are ordered by their UTF-8 bytes, as in S3. */
export function createObjects({ database }: Store) {
  const put = database.prepare(
    `INSERT INTO object (bucket, key, size, etag, modified_at, headers, body) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (bucket, key) DO UPDATE SET size = excluded.size, etag = excluded.etag, modified_at = excluded.modified_at,
     headers = excluded.headers, body = excluded.body`,
  );
  const head = database.prepare(`SELECT ${columns} FROM object WHERE bucket = ? AND key = ?`);
  const body = database.prepare("SELECT body FROM object WHERE bucket = ? AND key = ?");
  const remove = database.prepare("DELETE FROM object WHERE bucket = ? AND key = ?");
  const after = database.prepare(`SELECT ${columns} FROM object WHERE bucket = ? AND key > ? AND key >= ? ORDER BY key`);

  return {
    put(object: StoredObject, content: Buffer): void {
      const { bucket, key, size, etag, modifiedAt, headers } = object;
      put.run(bucket, key, size, etag, modifiedAt, JSON.stringify(headers), content);
    },
    head(bucket: string, key: string): StoredObject | undefined {
      const row = head.get(bucket, key) as unknown as Row | undefined;
      return row && toObject(row);
    },
    body(bucket: string, key: string): Buffer {
      const row = body.get(bucket, key) as { body: Uint8Array } | undefined;
      return Buffer.from(row?.body ?? []);
    },
    remove: (bucket: string, key: string) => void remove.run(bucket, key),
    list(bucket: string, prefix: string, delimiter: string, startAfter: string, limit: number): Page {
      const page: Page = { objects: [], prefixes: [] };
      if (limit === 0) return page;
      let last = startAfter;
      for (const row of after.iterate(bucket, startAfter, prefix) as Iterable<unknown> as Iterable<Row>) {
        if (!row.key.startsWith(prefix)) break;
        const end = delimiter ? row.key.indexOf(delimiter, prefix.length) : -1;
        const folded = end < 0 ? undefined : row.key.slice(0, end + delimiter.length);
        // A prefix that a page ended with covers all keys below it.
        if (folded !== undefined && (folded === startAfter || folded === page.prefixes.at(-1))) continue;
        if (page.objects.length + page.prefixes.length === limit) return { ...page, next: last };
        last = folded ?? row.key;
        if (folded === undefined) page.objects.push(toObject(row));
        if (folded !== undefined) page.prefixes.push(folded);
      }
      return page;
    },
  };
}

function toObject(row: Row): StoredObject {
  return { ...row, headers: JSON.parse(row.headers) as Record<string, string> };
}
