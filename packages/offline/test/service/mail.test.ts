import { SendEmailCommand, type SendEmailCommandInput } from "@aws-sdk/client-sesv2";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openStage, type Stage } from "./stage.ts";

let stage: Stage;
beforeEach(async () => {
  stage = await openStage({
    graph: {
      emails: [
        { id: "Email", sender: "shop@souk.example" },
        { id: "Other", sender: "brand.example" },
      ],
    },
  });
});
afterEach(() => stage.close());
const mail = (changes: Partial<SendEmailCommandInput> = {}) =>
  stage.ses.send(
    new SendEmailCommand({
      FromEmailAddress: "Souk <shop@souk.example>",
      Destination: { ToAddresses: ["jo@example.com"] },
      Content: { Simple: { Subject: { Data: "Your order" }, Body: { Text: { Data: "Thanks" }, Html: { Data: "<b>Thanks</b>" } } } },
      ...changes,
    }),
  );

describe("SendEmail", () => {
  test("keeps mail for the inbox, newest first", async () => {
    await mail({ FromEmailAddress: "hi@news.brand.example" });
    const { MessageId } = await mail();
    expect(stage.services.mails()).toMatchObject([
      {
        id: MessageId,
        from: "Souk <shop@souk.example>",
        to: ["jo@example.com"],
        subject: "Your order",
        text: "Thanks",
        html: "<b>Thanks</b>",
      },
      { from: "hi@news.brand.example" },
    ]);
  });

  test("keeps a raw message as it is", async () => {
    await mail({ Content: { Raw: { Data: Buffer.from("Subject: hi\r\n\r\ntext") } } });
    expect(stage.services.mails()[0]?.text).toBe("Subject: hi\r\n\r\ntext");
  });

  test("refuses a sender that the program does not declare", async () => {
    await expect(mail({ FromEmailAddress: "shop@other.example" })).rejects.toMatchObject({ name: "MessageRejected" });
    await expect(mail({ FromEmailAddress: "shop@notbrand.example" })).rejects.toMatchObject({ name: "MessageRejected" });
    expect(stage.services.mails()).toEqual([]);
  });

  test.each<[string, Partial<SendEmailCommandInput>]>([
    ["nobody to send it to", { Destination: {} }],
    ["a recipient that is no address", { Destination: { ToAddresses: ["jo"] } }],
    ["no content", { Content: { Simple: { Subject: { Data: "x" }, Body: {} } } }],
  ])("refuses mail with %s", async (_, changes) => {
    await expect(mail(changes)).rejects.toMatchObject({ name: "BadRequestException" });
  });
});
