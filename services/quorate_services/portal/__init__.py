"""The portal: pages for the people who are asked, who chair and who learn. A client of the GraphQL API."""
