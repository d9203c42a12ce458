import type { ComponentProps } from "react";

/**
 * A link to a page of the app: a plain anchor, so that it costs nothing in the browser. The app may turn clicks on anchors into
 * its own navigation. Keeps the focus ring and the 44 px target to its caller.
 */
export function Link({ children, ...rest }: ComponentProps<"a"> & { href: string }) {
  return <a {...rest}>{children}</a>;
}
