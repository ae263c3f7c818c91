package dev.rigel.client;

class ApiClientByJdkTest extends ApiClientSuite {
  ApiClientByJdkTest() {
    super(new JdkTransport());
  }
}
