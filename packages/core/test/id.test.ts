import { expect, test } from "vitest";
import { idTime, typeId, typeIdPattern } from "../src/id.ts";

test("an id is its prefix and 26 letters, and tells its time", () => {
  const id = typeId("order", 1_772_359_200_123, Math.random);
  expect(id).toMatch(typeIdPattern("order"));
  expect(idTime(id)).toBe(1_772_359_200_123);
});

test("a known UUIDv7 is spelled as TypeID's specification spells it", () => {
  // 01890a5d-ac96-774b-bcce-b302099a8057, cut into the parts that chance fills.
  const parts = [0x74b / 2 ** 12, Number(0x3cceb302099a8057n >> 31n) / 2 ** 31, Number(0x3cceb302099a8057n & 0x7fffffffn) / 2 ** 31];
  expect(typeId("prefix", 0x01890a5dac96, () => parts.shift() ?? 0)).toBe("prefix_01h455vb4pex5vsknk084sn02q");
  expect(idTime("prefix_01h455vb4pex5vsknk084sn02q")).toBe(0x01890a5dac96);
});

test("later ids sort after earlier ones", () => {
  const ids = [1, 2, 10, 1000, 1e12].map((at) => typeId("a", at, Math.random));
  expect([...ids].sort()).toEqual(ids);
});

test.each([
  "order_",
  "order_01h455vb4pex5vsknk084sn02",
  "order_81h455vb4pex5vsknk084sn02q",
  "cart_01h455vb4pex5vsknk084sn02q",
  "order_01H455VB4PEX5VSKNK084SN02Q",
])("refuses %s as an order's id", (text) => expect(text).not.toMatch(typeIdPattern("order")));
