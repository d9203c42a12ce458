import { FontPreload, themeScript } from "@loconomy/ui";
import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
import { HoldKeeper } from "../features/booking/hold-keeper.tsx";
import { Footer } from "../features/shell/footer.tsx";
import { Header } from "../features/shell/header.tsx";
import { Providers } from "../features/shell/providers.tsx";
import { siteOrigin } from "../features/shell/site-origin.ts";
import { socialPicture } from "../features/shell/social-picture.ts";
import "./globals.css";

// A function, so that the address is read where the server runs and not where the pages were built.
export const generateMetadata = (): Metadata => ({
  metadataBase: siteOrigin(),
  title: {
    default: "Loconomy – local services, booked at a time that suits you",
    template: "%s · Loconomy",
  },
  description: "Find someone near you who can do it, see when they are really free, and book.",
  openGraph: { siteName: "Loconomy", type: "website", images: [socialPicture("/home")] },
  twitter: { card: "summary_large_image", images: [socialPicture("/home")] },
});

export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#FBFAF8" },
    { media: "(prefers-color-scheme: dark)", color: "#141311" },
  ],
};

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en-US" suppressHydrationWarning>
      <head>
        <script dangerouslySetInnerHTML={{ __html: themeScript }} />
      </head>
      <body className="flex min-h-dvh flex-col">
        <FontPreload />
        <Providers>
          <HoldKeeper />
          <Header />
          <main id="main" className="flex-1">
            {children}
          </main>
          <Footer />
        </Providers>
      </body>
    </html>
  );
}
