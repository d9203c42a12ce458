import { Gallery } from "@loconomy/ui/gallery";
import { notFound } from "next/navigation";

export const metadata = { title: "Parts", robots: { index: false } };

/** Every part of the design system with its states; in development only. */
export default function Parts() {
  if (process.env.NODE_ENV === "production") notFound();
  return <Gallery />;
}
