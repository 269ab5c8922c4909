import type { ConfigProviderProps } from 'antd'
import { colours, fontStack } from './tokens.ts'

/** antd with our own tokens: no default colour is left, nothing moves (ui.md UX-200, UX-201). */
export const antdTheme: NonNullable<ConfigProviderProps['theme']> = {
  token: {
    colorPrimary: colours.primary,
    colorPrimaryHover: colours.primaryHover,
    colorLink: colours.primary,
    colorError: colours.danger,
    colorSuccess: colours.success,
    colorWarning: colours.warning,
    colorInfo: colours.primary,
    colorText: colours.text,
    colorTextSecondary: colours.textSecondary,
    colorTextTertiary: colours.textWeak,
    colorTextQuaternary: colours.textWeak,
    colorTextPlaceholder: colours.textWeak,
    colorTextDisabled: colours.textWeak,
    colorTextDescription: colours.textSecondary,
    colorBorder: colours.fieldBorder,
    colorBorderSecondary: colours.divider,
    colorBgLayout: colours.page,
    colorBgContainer: colours.surface,
    fontFamily: fontStack,
    fontSize: 14,
    lineHeight: 22 / 14,
    borderRadius: 4,
    controlHeight: 32,
    motion: false,
  },
}
