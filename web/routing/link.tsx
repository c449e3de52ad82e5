import { Link as RouterLink, type LinkComponent } from '@tanstack/react-router';

/** For `activeOptions`: only a link to the very page that shows is the current one; the router's default counts every page above it as well. */
export const EXACTLY = { exact: true, includeSearch: false };

/** A link within the application; a wrong address doesn't compile. */
export const Link: LinkComponent<'a'> = (props) => <RouterLink activeOptions={EXACTLY} {...props} />;
