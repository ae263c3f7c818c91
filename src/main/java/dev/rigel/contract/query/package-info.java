/** The filter language shared by all queries (contract/rest-api.md, section 4). */
package dev.rigel.contract.query;
