import {
  Baby,
  Bike,
  Bug,
  Calculator,
  Camera,
  Car,
  Dog,
  Droplets,
  Dumbbell,
  Fence,
  Gem,
  GraduationCap,
  Hammer,
  HandHelping,
  HeartPulse,
  House,
  KeyRound,
  Languages,
  Laptop,
  Leaf,
  type LucideIcon,
  Music,
  PaintRoller,
  Plug,
  Scissors,
  Shirt,
  Snowflake,
  Sofa,
  Sparkles,
  SprayCan,
  Store,
  Trash2,
  TreePine,
  Truck,
  Utensils,
  Wrench,
  Zap,
} from "lucide-react";
import { cn } from "./cn.ts";

/** Named one by one so that only these icons reach the bundle. */
const icons: Record<string, LucideIcon> = {
  baby: Baby,
  bike: Bike,
  bug: Bug,
  calculator: Calculator,
  camera: Camera,
  car: Car,
  dog: Dog,
  droplets: Droplets,
  dumbbell: Dumbbell,
  fence: Fence,
  gem: Gem,
  "graduation-cap": GraduationCap,
  hammer: Hammer,
  "hand-helping": HandHelping,
  "heart-pulse": HeartPulse,
  home: House,
  house: House,
  "key-round": KeyRound,
  languages: Languages,
  laptop: Laptop,
  leaf: Leaf,
  music: Music,
  "paint-roller": PaintRoller,
  plug: Plug,
  scissors: Scissors,
  shirt: Shirt,
  snowflake: Snowflake,
  sofa: Sofa,
  sparkles: Sparkles,
  "spray-can": SprayCan,
  "trash-2": Trash2,
  "tree-pine": TreePine,
  truck: Truck,
  utensils: Utensils,
  wrench: Wrench,
  zap: Zap,
};

/** Every icon name a category may carry. */
export const categoryIconNames: string[] = Object.keys(icons);

export type CategoryIconProps = {
  /** A lucide name in kebab case; an unknown one shows a shop front. */
  iconName: string | null | undefined;
  /** Its size at least. */
  className?: string;
};

/** The picture of a category. Decoration: the category's name stands next to it. */
export function CategoryIcon({ iconName, className = "size-5" }: CategoryIconProps) {
  const Icon = icons[iconName ?? ""] ?? Store;
  return <Icon aria-hidden className={cn("shrink-0 stroke-[1.75]", className)} />;
}
