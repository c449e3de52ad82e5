import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

const petrol: MantineColorsTuple = ['#e9f4f9', '#d5e6ee', '#a8cddf', '#78b2cf', '#529cc2', '#3a8db9', '#2c7fac', '#1c6b94', '#0f5b80', '#0b4f6c'];

/** Large enough for older eyes and thumbs; colours that reach WCAG AA on white. */
export const theme = createTheme({
  colors: { petrol },
  primaryColor: 'petrol',
  primaryShade: 9,
  fontFamily: "'Be Vietnam Pro', system-ui, sans-serif",
  headings: { fontFamily: "'Be Vietnam Pro', system-ui, sans-serif", fontWeight: '700' },
  defaultRadius: 'md',
  focusRing: 'auto',
  respectReducedMotion: true,
  components: {
    // the library writes titles in the alert's own colour, which is too pale on its ground
    Alert: {
      styles: { root: { borderColor: 'rgb(23 36 44 / 14%)' }, title: { color: '#17242c', fontSize: '1rem' }, message: { color: '#17242c', fontSize: '1rem' } },
    },
    // cards like all others; the library's own can hardly be told from the page's ground
    Accordion: { styles: { item: { border: '1px solid #d3dce1', backgroundColor: '#fff' } } },
    // the library cuts a text that is wider than its place
    Button: {
      defaultProps: { size: 'md' },
      styles: {
        root: { height: 'auto', maxWidth: '100%' },
        inner: { height: 'auto', minHeight: 'calc(var(--button-height) - 2px)' },
        label: {
          height: 'auto',
          paddingBlock: '0.15rem',
          overflow: 'visible',
          overflowWrap: 'anywhere',
          whiteSpace: 'normal',
          lineHeight: 1.3,
          textAlign: 'center',
        },
      },
    },
    TextInput: { defaultProps: { size: 'md' } },
    // the library leaves the keyboard out of the button that shows a password
    PasswordInput: { defaultProps: { size: 'md', visibilityToggleFocusable: true } },
    NumberInput: { defaultProps: { size: 'md' } },
    NativeSelect: { defaultProps: { size: 'md' } },
    Select: { defaultProps: { size: 'md' } },
    Textarea: { defaultProps: { size: 'md' } },
  },
});

/** The library's grey for secondary text and for placeholders is too pale for AA. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: { '--mantine-color-dimmed': '#4a5862', '--mantine-color-placeholder': '#66737d', '--mantine-color-error': '#b4161c' },
  light: { '--mantine-color-dimmed': '#4a5862', '--mantine-color-placeholder': '#66737d', '--mantine-color-error': '#b4161c' },
  dark: {},
});
