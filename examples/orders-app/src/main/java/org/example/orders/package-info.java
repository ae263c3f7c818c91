/** An application that bills orders: a resource, a service, a data source, and a batch job. */
package org.example.orders;
