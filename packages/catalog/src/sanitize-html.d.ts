/** The part of sanitize-html that is used here; the package has no types of its own. */
declare module "sanitize-html" {
  interface Options {
    allowedTags: string[];
    allowedAttributes: Record<string, string[]>;
    allowedSchemes: string[];
    parseStyleAttributes: boolean;
    allowProtocolRelative: boolean;
    transformTags: Record<string, string>;
  }
  export { type Options };
  export default function sanitizeHtml(html: string, options: Options): string;
}
