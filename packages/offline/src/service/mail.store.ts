import type { StoredMail } from "../contract.ts";
import type { Store } from "./store.ts";

type Row = Omit<StoredMail, "to"> & { to: string };
export type Mails = ReturnType<typeof createMails>;

export function createMails({ database }: Store) {
  const insert = database.prepare("INSERT INTO mail (id, at, sender, recipients, subject, text, html) VALUES (?, ?, ?, ?, ?, ?, ?)");
  const list = database.prepare(`SELECT id, at, sender AS "from", recipients AS "to", subject, text, html FROM mail ORDER BY seq DESC`);
  return {
    insert(mail: StoredMail): void {
      insert.run(mail.id, mail.at, mail.from, JSON.stringify(mail.to), mail.subject, mail.text, mail.html);
    },
    /** Newest first, all of them. */
    list(): StoredMail[] {
      return (list.all() as unknown as Row[]).map((row) => ({ ...row, to: JSON.parse(row.to) as string[] }));
    },
  };
}
