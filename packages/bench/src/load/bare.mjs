// The least that Node does to answer with the same headers and bytes: what the stage's own answers are compared with.
import { createServer } from "node:http";
import { text } from "node:stream/consumers";
const given = JSON.parse(await text(process.stdin));
const body = Buffer.from(given.body);
const headers = given.headers.flat();
const server = createServer((_request, response) => {
  response.writeHead(200, headers);
  response.end(body);
});
server.listen(0, "127.0.0.1", () => process.stdout.write(`${server.address().port}\n`));
