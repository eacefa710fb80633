import { describe, expect, test } from "vitest";
import { isPublic } from "../src/media/address.ts";
import { fetchImage, NoPicture } from "../src/media/fetch-image.ts";
import { answerOf, createNetwork, png } from "./network.ts";

/** Addresses as a shop's file may write them; none may lead to a connection. */
const hostile = [
  "https://127.0.0.1/a.png",
  "https://127.1/a.png",
  "https://2130706433/a.png",
  "https://0x7f000001/a.png",
  "https://0x7f.0.0.1/a.png",
  "https://0177.0.0.1/a.png",
  "https://017700000001/a.png",
  "https://0/a.png",
  "https://0.0.0.0/a.png",
  "https://10.0.0.5/a.png",
  "https://172.16.0.1/a.png",
  "https://172.31.255.255/a.png",
  "https://192.168.1.1/a.png",
  "https://100.64.0.1/a.png",
  "https://169.254.169.254/latest/meta-data/",
  "https://169.254.170.2/v2/credentials",
  "https://2852039166/latest/meta-data/",
  "https://0xa9fea9fe/",
  "https://198.18.0.1/",
  "https://224.0.0.1/",
  "https://255.255.255.255/",
  "https://[::1]/a.png",
  "https://[::]/a.png",
  "https://[::ffff:127.0.0.1]/a.png",
  "https://[::ffff:a9fe:a9fe]/",
  "https://[::127.0.0.1]/a.png",
  "https://[64:ff9b::a9fe:a9fe]/",
  "https://[2002:7f00:1::]/",
  "https://[2001:0:7f00:1::]/",
  "https://[fe80::1]/",
  "https://[fc00::1]/",
  "https://[fd00:ec2::254]/latest/meta-data/",
  "https://[ff02::1]/",
  "https://[2001:db8::1]/",
  "https://１２７.０.０.１/a.png",
  "https://pictures.example:8443/a.png",
  "https://user:secret@pictures.example/a.png",
  "http://pictures.example/a.png",
  "ftp://pictures.example/a.png",
  "file:///etc/passwd",
  "data:image/png;base64,AAAA",
];

/** What a harmless name may resolve to. */
const inside = [["127.0.0.1"], ["169.254.169.254"], ["10.1.2.3"], ["::1"], ["fd00::1"], ["fe80::1%eth0"], ["::ffff:10.0.0.1"], []];

const problemOf = async (network: ReturnType<typeof createNetwork>, source: string) =>
  fetchImage(network, source).then(
    () => "fetched",
    (error: unknown) => (error instanceof NoPicture ? error.message : "another error"),
  );

describe("a picture is never asked of", () => {
  test.each(hostile)("%s", async (source) => {
    const network = createNetwork({});
    expect(await problemOf(network, source)).toMatch(/public internet|only https|password/);
    expect(network.asked).toEqual([]);
  });

  test.each(hostile)("%s, by a redirect", async (location) => {
    const network = createNetwork({ "https://pictures.example/a.png": answerOf({ status: 302, headers: { location } }) });
    expect(await problemOf(network, "https://pictures.example/a.png")).toMatch(/public internet|only https|password/);
    expect(network.asked).toEqual(["https://pictures.example/a.png at 93.184.216.34"]);
  });

  test.each(inside)("a name that resolves to %s, alone or beside a public address", async (...addresses) => {
    const network = createNetwork({}, { "pictures.example": addresses, "both.example": ["93.184.216.34", ...addresses] });
    expect(await problemOf(network, "https://pictures.example/a.png")).toContain("public internet");
    if (addresses.length > 0) expect(await problemOf(network, "https://both.example/a.png")).toContain("public internet");
    expect(network.asked).toEqual([]);
  });
});

test("the connection goes to the address that was looked at, by IPv4 where there is one", async () => {
  const picture = { "https://pictures.example/a.png": answerOf({ body: png }) };
  const network = createNetwork(picture, { "pictures.example": ["2606:4700::1", "93.184.216.34"] });
  await fetchImage(network, "https://pictures.example/a.png");
  expect(network.asked).toEqual(["https://pictures.example/a.png at 93.184.216.34"]);
});

test.each([
  ["93.184.216.34", true],
  ["172.32.0.1", true],
  ["100.128.0.1", true],
  ["2606:4700::1", true],
  ["2001:4860:4860::8888", true],
  ["192.0.2.1", false],
  ["3fff::1", false],
  ["example.com", false],
  ["", false],
])("%s is public: %s", (address, expected) => {
  expect(isPublic(address)).toBe(expected);
});
