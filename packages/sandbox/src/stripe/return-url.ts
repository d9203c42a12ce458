import { invalidRequest } from "./errors.ts";

/** The URL as given when it is on the site's own origin; 400 otherwise. */
export function checkReturnUrl(
  url: string | undefined,
  publicUrl: string,
  param = "return_url",
): string | undefined {
  if (url === undefined) return undefined;
  if (URL.canParse(url) && new URL(url).origin === new URL(publicUrl).origin) return url;
  throw invalidRequest("Not a valid URL: the return URL must be on this site.", {
    code: "url_invalid",
    param,
  });
}
