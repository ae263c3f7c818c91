package org.example.orders;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** The application's own resources, which the server finds by itself. */
@ApplicationPath("/api")
public class Api extends Application {}
