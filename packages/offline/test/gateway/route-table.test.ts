import { expect, test } from "vitest";
import { createRouteTable } from "../../src/gateway/route-table.ts";

const keys = ["$default", "ANY /pets/{proxy+}", "GET /pets/{proxy+}", "GET /pets/dog/{id}", "GET /pets/dog/1", "ANY /pets", "POST /pets"];
const find = createRouteTable(keys.map((key) => ({ apiId: "Api", key, functionId: "F" })));

test.each([
  ["GET", "/pets/dog/1", "GET /pets/dog/1", undefined],
  ["GET", "/pets/dog/2", "GET /pets/dog/{id}", { id: "2" }],
  ["GET", "/pets/cat/1", "GET /pets/{proxy+}", { proxy: "cat/1" }],
  ["DELETE", "/pets/cat/1", "ANY /pets/{proxy+}", { proxy: "cat/1" }],
  ["POST", "/pets", "POST /pets", undefined],
  ["GET", "/pets", "ANY /pets", undefined],
  ["GET", "/pets/", "$default", undefined],
  ["GET", "/", "$default", undefined],
  ["GET", "/petsy", "$default", undefined],
])("%s %s goes to %s", (method, path, key, pathParameters) => {
  const match = find(method, path);
  expect([match?.route.key, match?.pathParameters]).toEqual([key, pathParameters]);
});

test("without a default route nothing is found", () => {
  const only = createRouteTable([{ apiId: "Api", key: "GET /a", functionId: "F" }]);
  expect([only("GET", "/b"), only("POST", "/a"), only("GET", "/a/b")]).toEqual([undefined, undefined, undefined]);
});
