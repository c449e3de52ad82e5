// The frame and the page that everybody arrives at come as one file: on a slow line a second request is dearer than its bytes.
export { AppShell } from './app-shell.tsx';
export { HomePage } from './home-page.tsx';
