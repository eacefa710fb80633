export const locales = ["en", "de"] as const;
export type Locale = (typeof locales)[number];

const en = {
  title: (shop: string) => `Sign in to ${shop}`,
  staffTitle: (shop: string) => `Sign in to ${shop} as staff`,
  lead: "We send you a code by e-mail. No password needed.",
  email: "E-mail address",
  sendCode: "Send me a code",
  or: "or",
  continueWith: (name: string) => `Continue with ${name}`,
  codeTitle: "Enter your code",
  codeLead: (email: string) => `We sent a code of eight digits to ${email}. It is good for 10 minutes.`,
  code: "Code",
  signIn: "Sign in",
  again: "Send another code",
  otherEmail: "Use another address",
  back: (shop: string) => `Back to ${shop}`,
  errorTitle: "Error",
  emailWrong: "Please enter an e-mail address, such as name@example.com.",
  codeWrong: "This code is not right, or it was used already. Check it, or ask for another.",
  codeForm: "The code has eight digits.",
  expired: "This took a while, and the code has expired. Please ask for another.",
  tooMany: (minutes: number) => `Too many tries. Please wait ${minutes === 1 ? "a minute" : `${minutes} minutes`} and try again.`,
  mailFailed: "We could not send the code. Please try again in a moment.",
  lostTitle: "Please start again",
  lost: "We lost track of your sign-in: it took too long, or it was begun in another window.",
  refusedTitle: "This sign-in cannot go on",
  refused: "The link that brought you here is not one that we know. Please go back to the shop and sign in from there.",
  notStaffTitle: "Not on the staff",
  notStaff: "This address is not on the staff of the shop. An owner can add it.",
  unverifiedTitle: "Address not confirmed",
  unverified: "That account has no confirmed e-mail address. Confirm it there, or sign in with a code.",
  notFoundTitle: "Nothing here",
  notFound: "There is no page at this address.",
  failedTitle: "Something went wrong",
  failed: "It was our fault. Please try again in a moment.",
  mailSubject: (shop: string) => `Your sign-in code for ${shop}`,
  mailLead: (shop: string) => `Here is your code to sign in to ${shop}:`,
  mailEnd: "It is good for 10 minutes and for one sign-in. If you did not ask for it, do nothing: nobody can sign in without it.",
};
export type Text = typeof en;

const de: Text = {
  title: (shop) => `Bei ${shop} anmelden`,
  staffTitle: (shop) => `Bei ${shop} als Personal anmelden`,
  lead: "Wir schicken Ihnen einen Code per E-Mail. Ein Passwort ist nicht nötig.",
  email: "E-Mail-Adresse",
  sendCode: "Code zusenden",
  or: "oder",
  continueWith: (name) => `Weiter mit ${name}`,
  codeTitle: "Code eingeben",
  codeLead: (email) => `Wir haben einen Code mit acht Ziffern an ${email} geschickt. Er gilt 10 Minuten.`,
  code: "Code",
  signIn: "Anmelden",
  again: "Neuen Code zusenden",
  otherEmail: "Andere Adresse verwenden",
  back: (shop) => `Zurück zu ${shop}`,
  errorTitle: "Fehler",
  emailWrong: "Bitte geben Sie eine E-Mail-Adresse ein, zum Beispiel name@example.com.",
  codeWrong: "Dieser Code stimmt nicht oder wurde schon benutzt. Prüfen Sie ihn oder fordern Sie einen neuen an.",
  codeForm: "Der Code hat acht Ziffern.",
  expired: "Das hat etwas gedauert, der Code ist abgelaufen. Bitte fordern Sie einen neuen an.",
  tooMany: (minutes) =>
    `Zu viele Versuche. Bitte warten Sie ${minutes === 1 ? "eine Minute" : `${minutes} Minuten`} und versuchen Sie es dann wieder.`,
  mailFailed: "Wir konnten den Code nicht senden. Bitte versuchen Sie es gleich noch einmal.",
  lostTitle: "Bitte von vorn beginnen",
  lost: "Ihre Anmeldung ist uns verloren gegangen: Sie hat zu lange gedauert oder wurde in einem anderen Fenster begonnen.",
  refusedTitle: "Diese Anmeldung geht nicht weiter",
  refused: "Der Link, der Sie hierher gebracht hat, ist uns nicht bekannt. Bitte gehen Sie zurück zum Shop und melden Sie sich dort an.",
  notStaffTitle: "Nicht beim Personal",
  notStaff: "Diese Adresse gehört nicht zum Personal des Shops. Wer den Shop besitzt, kann sie aufnehmen.",
  unverifiedTitle: "Adresse nicht bestätigt",
  unverified: "Dieses Konto hat keine bestätigte E-Mail-Adresse. Bestätigen Sie sie dort, oder melden Sie sich mit einem Code an.",
  notFoundTitle: "Hier ist nichts",
  notFound: "Unter dieser Adresse gibt es keine Seite.",
  failedTitle: "Etwas ist schiefgegangen",
  failed: "Das war unser Fehler. Bitte versuchen Sie es gleich noch einmal.",
  mailSubject: (shop) => `Ihr Anmeldecode für ${shop}`,
  mailLead: (shop) => `Hier ist Ihr Code für die Anmeldung bei ${shop}:`,
  mailEnd:
    "Er gilt 10 Minuten und für eine Anmeldung. Haben Sie ihn nicht angefordert, tun Sie nichts: Ohne ihn kann sich niemand anmelden.",
};

const texts: Record<Locale, Text> = { en, de };
export const textOf = (locale: Locale): Text => texts[locale];

const isLocale = (text: string): text is Locale => locales.some((locale) => locale === text);

/** The first language of a list that there is: `ui_locales` ("de en") or Accept-Language ("de-AT,de;q=0.9"). */
export function localeOf(...lists: (string | undefined)[]): Locale {
  const asked = lists.flatMap((list) => list?.split(/[\s,]+/) ?? []).map((tag) => tag.split(/[-;]/, 1)[0]?.toLowerCase() ?? "");
  return asked.find(isLocale) ?? "en";
}
