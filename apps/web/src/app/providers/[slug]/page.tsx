import type { Metadata } from "next";
import { loadProvider } from "../../../features/provider/load-provider.ts";
import { ProviderPage } from "../../../features/provider/provider-page.tsx";
import { providerTexts } from "../../../features/provider/texts.ts";
import { socialPicture } from "../../../features/shell/social-picture.ts";

// The same for everybody: made when first asked for, and again at most every ten seconds.
export const revalidate = 10;
export const generateStaticParams = () => [];

interface Props {
  params: Promise<{ slug: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { provider } = await loadProvider((await params).slug);
  const { businessName, category, locationLabel, slug } = provider;
  const description = providerTexts.metaDescription(businessName, category.name, locationLabel);
  const title = `${businessName}, ${category.name}`;
  const picture = socialPicture(`/providers/${slug}`);
  return {
    title,
    description,
    alternates: { canonical: `/providers/${slug}` },
    openGraph: {
      title,
      description,
      type: "website",
      url: `/providers/${slug}`,
      images: [picture],
    },
    twitter: { card: "summary_large_image", title, description, images: [picture] },
  };
}

export default async function Provider({ params }: Props) {
  return <ProviderPage data={await loadProvider((await params).slug)} />;
}
