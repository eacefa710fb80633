import { policy } from "./stage";

const mail = new sst.aws.Email("Mail", { sender: policy().sender });

/** The sender's address alone: `Email`'s own link would grant `ses:SendEmail` on everything. */
export const sender = new sst.Linkable("Sender", { properties: { address: mail.sender } });
export const sendEmail = { actions: ["ses:SendEmail"], resources: [mail.nodes.identity.arn] };
