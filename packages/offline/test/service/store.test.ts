import { writeFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createRows } from "../../src/service/row.store.ts";
import { openStore } from "../../src/service/store.ts";
import { newFile, removeFile } from "./stage.ts";

let file: string;
beforeEach(() => {
  file = newFile();
});
afterEach(() => removeFile(file));

describe("the store", () => {
  test("keeps nothing of a transaction that failed", () => {
    const store = openStore(file);
    const rows = createRows(store);
    const work = () => {
      rows.put("a", 1);
      throw new Error("no");
    };
    expect(() => store.transaction(() => store.transaction(work))).toThrow("no");
    expect(rows.list("")).toEqual([]);
    store.close();
  });

  test("says that the disk is full, and goes on when there is room", () => {
    const store = openStore(file);
    const rows = createRows(store);
    const put = () => store.transaction(() => rows.put("a", "x".repeat(1_000_000)));
    store.database.exec("PRAGMA max_page_count = 20");
    expect(put).toThrow(/disk that holds .* is full/);
    store.database.exec("PRAGMA max_page_count = 100000");
    put();
    expect(rows.get("a")).toHaveLength(1_000_000);
    store.close();
  });

  test("says which file it cannot use", () => {
    writeFileSync(file, "this is no database, and never was one; it only stands in the way");
    expect(() => openStore(file)).toThrow(`cannot keep its state in ${file}`);
  });
});
