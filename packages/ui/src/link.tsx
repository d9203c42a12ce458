"use client";
import { type ComponentProps, type ElementType, createContext, useContext } from "react";

const LinkContext = createContext<ElementType>("a");

/** Makes every link of the design system render with the app's own router link. */
export const LinkProvider = LinkContext.Provider;

/** An anchor, or the router link given to LinkProvider. Keeps the focus ring and the 44 px target to its caller. */
export function Link(props: ComponentProps<"a"> & { href: string }) {
  const Component = useContext(LinkContext);
  return <Component {...props} />;
}
