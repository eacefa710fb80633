import { Readable } from "node:stream";
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  NoSuchBucket,
  NoSuchKey,
  PutObjectCommand,
  type PutObjectCommandInput,
} from "@aws-sdk/client-s3";
import { createPresignedPost, type PresignedPostOptions } from "@aws-sdk/s3-presigned-post";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openStage, type Stage } from "./stage.ts";

let stage: Stage;
const Bucket = "souk-media";
beforeEach(async () => {
  stage = await openStage({ graph: { buckets: [{ id: "Media", name: Bucket }] } });
});
afterEach(() => stage.close());
const put = (Key: string, Body: PutObjectCommandInput["Body"], more: Partial<PutObjectCommandInput> = {}) =>
  stage.s3.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));
const get = (Key: string, more = {}) => stage.s3.send(new GetObjectCommand({ Bucket, Key, ...more }));
const text = async (Key: string, more = {}) => (await get(Key, more)).Body?.transformToString();
const url = (key: string) => `${stage.services.url}/${Bucket}/${key}`;

describe("objects", () => {
  test("come back with their bytes, type and metadata", async () => {
    const { ETag } = await put("k/é & <b>.txt", "hello", { ContentType: "text/plain", CacheControl: "max-age=60", Metadata: { a: "1" } });
    const { Body: _, ...head } = await get("k/é & <b>.txt");
    expect(head).toMatchObject({ ETag, ContentLength: 5, ContentType: "text/plain", CacheControl: "max-age=60", Metadata: { a: "1" } });
    expect(await text("k/é & <b>.txt")).toBe("hello");
    expect(await text("k/é & <b>.txt", { Range: "bytes=1-2" })).toBe("el");
  });

  test("can be streamed up in chunks with a checksum behind them", async () => {
    const chunks = ["one ", "two ", "x".repeat(100_000)].map((part) => Buffer.from(part));
    await put("s", Readable.from(chunks), { ContentLength: 100_008 });
    expect(await text("s")).toBe(Buffer.concat(chunks).toString());
    const head = await stage.s3.send(new HeadObjectCommand({ Bucket, Key: "s" }));
    expect([head.ContentLength, head.ContentEncoding]).toEqual([100_008, undefined]);
  });

  test("are refused when a checksum does not fit", async () => {
    await expect(put("a", "hello", { ChecksumCRC32: "AAAAAA==" })).rejects.toMatchObject({ name: "BadDigest" });
    await expect(get("a")).rejects.toBeInstanceOf(NoSuchKey);
  });

  test("are written only if absent when that is asked for", async () => {
    await put("a", "1", { IfNoneMatch: "*" });
    await expect(put("a", "2", { IfNoneMatch: "*" })).rejects.toMatchObject({ name: "PreconditionFailed" });
    expect(await text("a")).toBe("1");
  });

  test("are listed in pages and by common prefix", async () => {
    for (const key of ["a/1", "a/2", "b/1", "c", "d"]) await put(key, "x");
    const list = (more = {}) => stage.s3.send(new ListObjectsV2Command({ Bucket, ...more }));
    expect((await list({ Prefix: "a/" })).Contents?.map((object) => object.Key)).toEqual(["a/1", "a/2"]);
    const first = await list({ Delimiter: "/", MaxKeys: 2 });
    expect(first.CommonPrefixes?.map((common) => common.Prefix)).toEqual(["a/", "b/"]);
    const second = await list({ Delimiter: "/", ContinuationToken: first.NextContinuationToken });
    expect([second.Contents?.map((object) => object.Key), second.IsTruncated]).toEqual([["c", "d"], false]);
  });

  test("are copied and deleted", async () => {
    await put("a", "1", { ContentType: "text/plain" });
    await stage.s3.send(new CopyObjectCommand({ Bucket, Key: "b", CopySource: `${Bucket}/a` }));
    await stage.s3.send(new DeleteObjectCommand({ Bucket, Key: "a" }));
    await expect(get("a")).rejects.toBeInstanceOf(NoSuchKey);
    expect((await get("b")).ContentType).toBe("text/plain");
    await stage.s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: "b" }] } }));
    await expect(get("b")).rejects.toBeInstanceOf(NoSuchKey);
  });

  test("exist only in buckets of the program, and are not written unsigned", async () => {
    await expect(stage.s3.send(new GetObjectCommand({ Bucket: "other", Key: "a" }))).rejects.toBeInstanceOf(NoSuchBucket);
    expect((await fetch(url("a"), { method: "PUT", body: "x" })).status).toBe(403);
  });
});

interface Presigner {
  presign(request: object, options: { expiresIn: number; signableHeaders: Set<string> }): Promise<{ query: Record<string, string> }>;
}

describe("a signed address to put an object", () => {
  /** What a presigner does, with the signer that the client itself uses. */
  async function presign(key: string, type: string, expiresIn = 60): Promise<string> {
    const { hostname, port, host } = new URL(stage.services.url);
    const headers = { host, "content-type": type, "x-amz-content-sha256": "UNSIGNED-PAYLOAD" };
    const request = { method: "PUT", protocol: "http:", hostname, port: Number(port), path: `/${Bucket}/${key}`, query: {}, headers };
    const signer = (await stage.s3.config.signer()) as unknown as Presigner;
    const signed = await signer.presign(request, { expiresIn, signableHeaders: new Set(["host", "content-type"]) });
    return `${url(key)}?${new URLSearchParams(signed.query).toString()}`;
  }
  const upload = async (address: string, type = "image/png") =>
    (await fetch(address, { method: "PUT", body: "png", headers: { "content-type": type } })).status;

  test("takes what was signed and nothing else", async () => {
    const address = await presign("img.png", "image/png");
    expect(await upload(address)).toBe(200);
    expect(await text("img.png")).toBe("png");
    expect(await upload(address, "text/html")).toBe(403);
    expect(await upload(address.replace("img.png", "evil.png"))).toBe(403);
    expect(await upload(address.replace(/(X-Amz-Signature=).{4}/, "$10000"))).toBe(403);
  });

  test("ends when its time is over by the stage's clock", async () => {
    const address = await presign("img.png", "image/png", 60);
    stage.clock.advance(61_000);
    expect(await upload(address)).toBe(403);
  });
});

describe("a signed form to post an object", () => {
  const conditions: PresignedPostOptions["Conditions"] = [
    ["content-length-range", 1, 10],
    ["starts-with", "$Content-Type", "image/"],
  ];
  async function post(changes: Record<string, string> = {}, body = "12345", later = 0): Promise<number> {
    const form = { Bucket, Key: "up/${filename}", Conditions: conditions, Fields: { "Content-Type": "image/png" }, Expires: 60 };
    const signed = await createPresignedPost(stage.s3, form);
    stage.clock.advance(later);
    const data = new FormData();
    for (const [name, value] of Object.entries({ ...signed.fields, ...changes })) data.append(name, value);
    data.append("file", new Blob([body]), "a.png");
    return (await fetch(signed.url, { method: "POST", body: data })).status;
  }

  test("takes a file that keeps to its conditions", async () => {
    expect(await post()).toBe(204);
    const object = await get("up/a.png");
    expect([await object.Body?.transformToString(), object.ContentType]).toEqual(["12345", "image/png"]);
  });

  test.each<[string, Record<string, string>, string, number, number]>([
    ["a file that is too large", {}, "x".repeat(11), 0, 400],
    ["an empty file", {}, "", 0, 400],
    ["another key", { key: "down/a.png" }, "12345", 0, 403],
    ["another content type", { "Content-Type": "text/html" }, "12345", 0, 403],
    ["a field that was not signed", { acl: "public-read" }, "12345", 0, 403],
    ["another signature", { "X-Amz-Signature": "0".repeat(64) }, "12345", 0, 403],
    ["another key id", { "X-Amz-Credential": "other/20260101/eu-central-1/s3/aws4_request" }, "12345", 0, 403],
    ["an expired policy", {}, "12345", 61_000, 403],
  ])("refuses %s", async (_, changes, body, later, status) => {
    expect(await post(changes, body, later)).toBe(status);
    expect((await stage.s3.send(new ListObjectsV2Command({ Bucket }))).KeyCount).toBe(0);
  });
});
