export { Avatar, type AvatarProps } from "./avatar.tsx";
export { Badge, type BadgeProps } from "./badge.tsx";
export { Banner, type BannerProps } from "./banner.tsx";
export { Button, type ButtonProps } from "./button.tsx";
export { weeksLeftIn } from "./calendar-day.ts";
export { Card, type CardProps } from "./card.tsx";
export { CategoryIcon, type CategoryIconProps, categoryIconNames } from "./category-icon.tsx";
export { Cover, type CoverProps } from "./cover.tsx";
export { Checkbox, type CheckboxProps } from "./checkbox.tsx";
export { Chip, type ChipProps } from "./chip.tsx";
export { cn } from "./cn.ts";
export { Combobox, type ComboboxProps } from "./combobox.tsx";
export type { ComboboxOption } from "./combobox-list.tsx";
export { type DataColumn, DataTable, type DataTableProps } from "./data-table.tsx";
export { Dialog, DialogClose, type DialogProps, Sheet } from "./dialog.tsx";
export { Distance, type DistanceProps } from "./distance.tsx";
export { DownloadLink, type DownloadLinkProps } from "./download-link.tsx";
export { EmptyState, type EmptyStateProps } from "./empty-state.tsx";
export { FontPreload } from "./font-preload.tsx";
export {
  defaultLocale,
  dayIn,
  formatDay,
  formatDistance,
  formatDuration,
  formatMonth,
  formatSlot,
  formatTime,
  formatTimeRange,
  plural,
  zoneLabel,
} from "./format.ts";
export { exactMoney, formatMoney } from "@loconomy/contracts/money";
export { IconButton, type IconButtonProps } from "./icon-button.tsx";
export { Link } from "./link.tsx";
export { MonthCalendar, type MonthCalendarProps } from "./month-calendar.tsx";
export { PageHeader, type PageHeaderProps } from "./page-header.tsx";
export { Price, type PriceProps } from "./price.tsx";
export { type ProgressStep, ProgressSteps, type ProgressStepsProps } from "./progress-steps.tsx";
export {
  RadioCard,
  RadioCardGroup,
  type RadioCardGroupProps,
  type RadioCardProps,
} from "./radio-card.tsx";
export { Rating, type RatingProps } from "./rating.tsx";
export { RatingInput, type RatingInputProps } from "./rating-input.tsx";
export { Select, type SelectOption, type SelectProps } from "./select.tsx";
export { ShowMore, type ShowMoreProps } from "./show-more.tsx";
export { Skeleton } from "./skeleton.tsx";
export { type Slot, SlotGrid, type SlotGridProps } from "./slot-grid.tsx";
export { Stepper, type StepperProps } from "./stepper.tsx";
export { type SummaryLine, SummaryLines, type SummaryLinesProps } from "./summary-lines.tsx";
export { Switch, type SwitchProps } from "./switch.tsx";
export { TabLinks, type TabLinksProps } from "./tab-links.tsx";
export { Tabs, type TabsProps } from "./tabs.tsx";
export { TextArea, type TextAreaProps } from "./text-area.tsx";
export { TextField, type TextFieldProps } from "./text-field.tsx";
export {
  TimeGrid,
  type TimeGridColumn,
  type TimeGridPosition,
  type TimeGridProps,
  timeGridPosition,
  timeSpan,
} from "./time-grid.tsx";
export { type Theme, themeScript, themeStorageKey } from "./theme.ts";
export { ThemeToggle } from "./theme-toggle.tsx";
export { Timeline, type TimelineEvent } from "./timeline.tsx";
export { ToastProvider, type ToastMessage, useToast } from "./toast.tsx";
export { type ZoneOption, ZoneSwitch, type ZoneSwitchProps } from "./zone-switch.tsx";
